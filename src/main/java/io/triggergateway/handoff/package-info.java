/** The hand-off: streams, groups, trimming, and what engines see. */
@NullMarked
package io.triggergateway.handoff;

import org.jspecify.annotations.NullMarked;
