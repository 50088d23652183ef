/** What operators see: metrics and one wide log line per request. */
@NullMarked
package io.triggergateway.telemetry;

import org.jspecify.annotations.NullMarked;
