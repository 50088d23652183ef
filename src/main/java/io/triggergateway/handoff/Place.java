package io.triggergateway.handoff;

/**
 * A stream in one partition.
 *
 * @param stream empty for the standard one
 */
record Place(String stream, int partition) {
    /** The place of a {@link #name}. */
    static Place named(String name) {
        int slash = name.indexOf('/');
        return new Place(Streams.named(name.substring(0, slash)), Integer.parseInt(name.substring(slash + 1)));
    }

    /** A name by which places can be sorted, within a stream by partition. */
    String name() {
        return "%s/%04d".formatted(Streams.shown(stream), partition);
    }
}
