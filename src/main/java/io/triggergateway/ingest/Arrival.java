package io.triggergateway.ingest;

import io.triggergateway.registry.Route;
import io.triggergateway.verify.Evidence;
import io.triggergateway.verify.InboundRequest;

/** A request that has come in whole, and where it goes. */
record Arrival(Route route, InboundRequest request) {
    Arrival with(Evidence evidence) {
        return new Arrival(route, request.withEvidence(evidence));
    }

    /** Identity means not encoded (RFC 9110, section 8.4.1). */
    boolean encoded() {
        return request.header("content-encoding").stream()
                .anyMatch(encoding -> !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity"));
    }
}
