package io.triggergateway.verify;

/**
 * A sender that the gateway knows of and cannot verify.
 *
 * @param reason why, as a sentence
 */
public record UnsupportedProvider(String id, String name, String reason) {}
