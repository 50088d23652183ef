package io.triggergateway.verify;

/**
 * A filter as written.
 *
 * @param text the one spelling of it, with its arguments
 * @param effect what it means for secrets
 */
record FilterCall(Filter filter, String text, Effect effect) {
    enum Effect {
        PLAIN,
        /** Its input cannot be told from its output. */
        HASHES,
        /** The same, and the secret goes into it. */
        KEYED
    }
}
