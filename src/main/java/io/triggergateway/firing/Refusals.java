package io.triggergateway.firing;

import jakarta.inject.Singleton;

/** Stub. */
@Singleton
public final class Refusals {
    public void record(String trigger, int partition, Refusal refusal) {}
}
