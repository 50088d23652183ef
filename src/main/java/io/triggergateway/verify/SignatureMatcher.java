package io.triggergateway.verify;

import java.util.List;

/** An algorithm with its key in place; safe for many threads. */
interface SignatureMatcher {
    enum Outcome {
        MATCH,
        MISMATCH,
        /** A value of the signed content is missing. */
        INCOMPLETE
    }

    /** Whether any of the candidates signs the content. */
    Outcome match(Content content, List<byte[]> candidates);
}
