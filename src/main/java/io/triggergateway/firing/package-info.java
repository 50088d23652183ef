/** The log of firings and refusals. */
@NullMarked
package io.triggergateway.firing;

import org.jspecify.annotations.NullMarked;
