package io.triggergateway.secret;

import java.time.Instant;
import java.util.List;

/** The opened secrets of one kind of authentication. */
public interface Credentials {
    /** Those that are valid at {@code now}, in the order of the document; may be empty, and then nothing verifies. */
    List<ActiveSecret> active(Instant now);
}
