package io.triggergateway.verify;

/** Takes content piece by piece, so that a body is never copied to be hashed. */
interface Sink {
    void accept(byte[] piece);
}
