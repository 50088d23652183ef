package io.triggergateway.trigger;

import java.time.Instant;

/**
 * Which slots of a schedule somebody wants to see.
 *
 * @param from slots at this instant or before are not wanted
 * @param count how many, at least 1
 */
public record PreviewQuestion(ScheduleSpec schedule, Instant from, int count) {}
