package io.triggergateway.redis;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work in parts that do not wait for each other, such as partitions on several masters: where Redis is away for one, the
 * others have their turn before that is told.
 */
public final class Turns {
    private @Nullable RedisFault first;

    /** Does something with each; throws the first RedisFault, if there was one, when all have had their turn. */
    public static <T> void each(Iterable<T> parts, Consumer<T> work) {
        var turns = new Turns();
        parts.forEach(part -> turns.take(() -> work.accept(part)));
        turns.end();
    }

    /** Does one part. */
    public void take(Runnable part) {
        take(
                () -> {
                    part.run();
                    return true;
                },
                false);
    }

    /** Does one part; answers {@code otherwise} when Redis is away for it. */
    public <T> T take(Supplier<T> part, T otherwise) {
        try {
            return part.get();
        } catch (RedisFault away) {
            first = first == null ? away : first;
            return otherwise;
        }
    }

    /** Throws the first RedisFault, if there was one. */
    public void end() {
        if (first != null) {
            throw first.again();
        }
    }
}
