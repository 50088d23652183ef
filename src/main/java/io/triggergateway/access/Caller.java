package io.triggergateway.access;

/** Who makes a request: the name of the token, never the token. */
public record Caller(String name, Role role) {}
