package io.triggergateway.awaits;

/** An await that is about to be stored. */
record WantedAwait(Place place, int partition, long generation, String body, CompiledAwait compiled) {}
