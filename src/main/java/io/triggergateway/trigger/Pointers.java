package io.triggergateway.trigger;

/** JSON Pointers (RFC 6901) of what lies within a place. */
final class Pointers {
    private Pointers() {}

    static String child(String parent, String name) {
        return parent + '/' + name.replace("~", "~0").replace("/", "~1");
    }

    static String child(String parent, int index) {
        return parent + '/' + index;
    }
}
