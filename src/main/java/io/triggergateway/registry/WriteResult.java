package io.triggergateway.registry;

import java.util.List;

/** What the registry said to a write. */
sealed interface WriteResult {
    record Done(long version) implements WriteResult {}

    /** Somebody else wrote in between; 0 means that it is gone. */
    record OtherVersion(long current) implements WriteResult {}

    record PathTaken(String owner) implements WriteResult {}

    record PathFree() implements WriteResult {}

    record PathShared(List<String> others) implements WriteResult {}
}
