package io.triggergateway.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The keys of one algorithm, made once per secret. */
final class KeyRing {
    /** Secrets change seldom; this bounds what a file that changes often leaves behind. */
    private static final int MOST = 16;

    private record Entry(byte[] secret, PreparedKey key) {}

    private final Algorithm algorithm;
    private final KeyKind kind;
    private volatile List<Entry> entries = List.of();

    KeyRing(Algorithm algorithm, KeyKind kind) {
        this.algorithm = algorithm;
        this.kind = kind;
    }

    KeyKind kind() {
        return kind;
    }

    PreparedKey key(byte[] secret) {
        for (var entry : entries) {
            if (entry.secret() == secret || Arrays.equals(entry.secret(), secret)) {
                return entry.key();
            }
        }
        return add(secret);
    }

    /** Two threads may both make a key; either is right. */
    private PreparedKey add(byte[] secret) {
        var made = new Entry(secret.clone(), algorithm.prepare(secret, kind));
        var next = new ArrayList<Entry>(MOST);
        next.add(made);
        entries.stream().limit(MOST - 1).forEach(next::add);
        entries = List.copyOf(next);
        return made.key();
    }
}
