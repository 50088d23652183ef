package io.triggergateway.accept;

/**
 * How much room there is for new messages.
 *
 * @param entries most entries of a stream
 * @param bytes most bytes of a stream
 * @param memoryIsLow true when Redis's memory is past its watermark, and nothing new starts
 */
record Room(long entries, long bytes, boolean memoryIsLow) {
    private static final int HALF = 2;

    /** The room for what can wait: the other half of each stream is for what cannot. */
    Room inBackground(boolean memoryIsFilling) {
        return new Room(entries / HALF, bytes / HALF, memoryIsFilling);
    }
}
