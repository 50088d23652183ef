package io.triggergateway.entry;

/** What became of an occurrence at the trigger of that name. */
public record Entered(String trigger, EntryOutcome outcome) {}
