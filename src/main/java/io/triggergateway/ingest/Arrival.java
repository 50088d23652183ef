package io.triggergateway.ingest;

import io.triggergateway.registry.Route;
import io.triggergateway.telemetry.Trace;
import io.triggergateway.verify.Evidence;
import io.triggergateway.verify.InboundRequest;

/** A request that has come in whole, where it goes, and who follows it. */
record Arrival(Route route, InboundRequest request, Trace trace) {
    Arrival with(Evidence evidence) {
        return new Arrival(route, request.withEvidence(evidence), trace);
    }

    /** Identity means not encoded (RFC 9110, section 8.4.1). */
    boolean encoded() {
        return request.header("content-encoding").stream()
                .anyMatch(encoding -> !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity"));
    }
}
