/** The log of firings and of refusals, as it is read. */
@NullMarked
package io.triggergateway.firing;

import org.jspecify.annotations.NullMarked;
