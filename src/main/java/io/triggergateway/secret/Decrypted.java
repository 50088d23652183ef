package io.triggergateway.secret;

/** What came of opening an encrypted value. */
sealed interface Decrypted {
    /** The value. */
    record Opened(byte[] value) implements Decrypted {
        /** Never shows the value. */
        @Override
        public String toString() {
            return "opened";
        }
    }

    /** It does not open; {@code reason} may be shown to the owner. */
    record Failed(String reason) implements Decrypted {}
}
