/** Schedules: compiled and checked when they are written. */
@NullMarked
package io.triggergateway.schedule;

import org.jspecify.annotations.NullMarked;
