package io.triggergateway.verify;

/** What came of reading a secret as a key. */
sealed interface PreparedKey {
    record Ready(SignatureMatcher matcher) implements PreparedKey {}

    /**
     * It is no such key.
     *
     * @param reason for the owner; never shows the secret
     */
    record Unusable(String reason) implements PreparedKey {}
}
