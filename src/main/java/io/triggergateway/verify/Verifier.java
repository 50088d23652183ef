package io.triggergateway.verify;

/** One compiled kind of authentication. */
public interface Verifier {
    /** Decides on the raw request; never throws for what a stranger sent. */
    Verdict verify(InboundRequest request);
}
