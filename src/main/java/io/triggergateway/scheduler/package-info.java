/** Fires schedules: once per slot, on any number of replicas, without a leader. */
@NullMarked
package io.triggergateway.scheduler;

import org.jspecify.annotations.NullMarked;
