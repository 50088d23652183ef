package io.triggergateway.schedule;

/** Small whole numbers as the bits of a word. */
final class Bits {
    private Bits() {}

    /** The lowest number that is set, from {@code least} (0 or more) on; -1 when there is none. */
    static int atOrAfter(long bits, int least) {
        long rest = least > 63 ? 0 : bits & (-1L << least);
        return rest == 0 ? -1 : Long.numberOfTrailingZeros(rest);
    }

    /** The highest number that is set, up to {@code most} (63 or less); -1 when there is none. */
    static int atOrBefore(long bits, int most) {
        long rest = most < 0 ? 0 : bits & (-1L >>> (63 - most));
        return 63 - Long.numberOfLeadingZeros(rest);
    }

    static boolean has(long bits, int number) {
        return (bits >>> number & 1) == 1;
    }
}
