package io.triggergateway.boot;

import java.util.LinkedHashSet;
import java.util.List;

/** Whether a Redis may be used. */
sealed interface RedisVerdict {
    /**
     * It may.
     *
     * @param durability in words, what an answered write has gone through
     * @param warnings what will be trouble one day, each with the setting to change
     */
    record Fit(String durability, boolean weak, List<String> warnings) implements RedisVerdict {}

    /** That of several masters together is that of the worst, with the warnings of all; there is at least one. */
    static RedisVerdict ofAll(List<RedisVerdict> masters) {
        var warnings = new LinkedHashSet<String>();
        var worst = masters.getFirst();
        for (var verdict : masters) {
            switch (verdict) {
                case Unfit unfit -> {
                    return unfit;
                }
                case Fit fit -> {
                    warnings.addAll(fit.warnings());
                    worst = fit.weak() ? fit : worst;
                }
            }
        }
        return worst instanceof Fit(var durability, var weak, var own)
                ? new Fit(durability, weak, List.copyOf(warnings))
                : worst;
    }

    /** It may not; {@code sentence} names the setting to change. */
    record Unfit(String sentence) implements RedisVerdict {}
}
