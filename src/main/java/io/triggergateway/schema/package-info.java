/** JSON Schema: compiled once, without remote references. */
@NullMarked
package io.triggergateway.schema;

import org.jspecify.annotations.NullMarked;
