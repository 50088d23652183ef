/** CEL: compiled once, evaluated within a cost limit. */
@NullMarked
package io.triggergateway.expression;

import org.jspecify.annotations.NullMarked;
