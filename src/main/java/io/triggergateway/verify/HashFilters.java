package io.triggergateway.verify;

import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Filters that hash. */
final class HashFilters {
    private HashFilters() {}

    record Digest(Hash hash) implements Filter.OfOne {
        @Override
        public byte[] apply(byte[] value, Scope scope) {
            return hash.of(value);
        }
    }

    /** Keyed by the secret; nothing without one. */
    record Keyed(Hash hash) implements Filter.OfOne {
        @Override
        public byte @Nullable [] apply(byte[] value, Scope scope) {
            var key = scope.keyKind().key(scope.secret());
            return key == null ? null : hash.mac(key).doFinal(value);
        }
    }

    /** As a decimal number. */
    static byte[] crc32(byte[] value) {
        var crc = new CRC32();
        crc.update(value);
        return TextFilters.utf8(Long.toString(crc.getValue()));
    }
}
