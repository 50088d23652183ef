package io.triggergateway.secret;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Settings of keys for tests. */
record Keys(Map<String, String> keys, Optional<String> primary) implements SecretConfig {
    static final Keys NONE = new Keys(Map.of(), Optional.empty());

    static Keys of(@Nullable String primary, String... ids) {
        var keys = new HashMap<String, String>();
        for (var id : ids) {
            keys.put(id, base64(32, id.hashCode()));
        }
        return new Keys(keys, Optional.ofNullable(primary));
    }

    static String base64(int bytes, int seed) {
        var key = new byte[bytes];
        Arrays.fill(key, (byte) seed);
        return Base64.getEncoder().encodeToString(key);
    }
}
