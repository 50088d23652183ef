package io.triggergateway.verify;

/** What is signed, written out once for every attempt. */
interface Content {
    /** False when a value that it needs is missing; what was written then means nothing. */
    boolean writeTo(Sink sink);
}
