package io.triggergateway.secret;

/**
 * A secret that is valid now.
 *
 * @param index its place in the trigger's list, the newest habitually first; says which one a sender still uses
 */
public record ActiveSecret(int index, byte[] value) {

    /** Never shows the value. */
    @Override
    public String toString() {
        return "secret " + index;
    }
}
