/** The one door: whatever fires leaves through one atomic script. */
@NullMarked
package io.triggergateway.accept;

import org.jspecify.annotations.NullMarked;
