package io.triggergateway.outbound;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Host and port as they are written, in a URL or in the list.
 *
 * @param port 0 when none is written
 */
record Place(String host, int port) {
    private static final Pattern FORM = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+)(?::([1-9][0-9]{0,4}))?");
    private static final int LAST_PORT = 65_535;

    /** Null when it is no host that is read in one way only, or no port. */
    static @Nullable Place read(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        var host = HostText.read(form.group(1));
        var port = form.group(2) == null ? 0 : Integer.parseInt(form.group(2));
        return host == null || port > LAST_PORT ? null : new Place(host, port);
    }

    boolean namesPort() {
        return port != 0;
    }

    Origin origin(boolean tls) {
        return new Origin(tls, host, namesPort() ? port : Origin.usualPort(tls));
    }
}
