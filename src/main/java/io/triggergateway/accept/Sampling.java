package io.triggergateway.accept;

import io.triggergateway.expression.KeyResult;
import io.triggergateway.expression.Outcome;
import io.triggergateway.expression.Variables;
import io.triggergateway.registry.CompiledSubscription;
import io.triggergateway.trigger.Sample;

/**
 * Which firings a subscription takes that wants only some. A firing's place depends on the trigger and on a key, and on
 * no flow: flows with parts that do not overlap never get the same one, and together they get all.
 */
final class Sampling {
    private static final Outcome CHOSEN = new Outcome.Matches();
    private static final Outcome NOT_CHOSEN = new Outcome.Differs(null);

    private Sampling() {}

    /** Differs, with the reason, when the key cannot be told. */
    static Outcome choose(
            CompiledSubscription subscription, String trigger, Occurrence occurrence, Variables variables) {
        var sample = subscription.definition().sample();
        if (sample == null) {
            return CHOSEN;
        }
        var expression = subscription.sampleKey();
        if (expression == null) {
            return choose(sample, trigger, standardKey(occurrence));
        }
        return switch (expression.of(variables)) {
            case KeyResult.Value(var key) -> choose(sample, trigger, key);
            case KeyResult.Failed(var reason) -> new Outcome.Differs(reason);
        };
    }

    private static Outcome choose(Sample sample, String trigger, String key) {
        int place = place(trigger, key);
        return place >= sample.from() && place < sample.from() + sample.share() ? CHOSEN : NOT_CHOSEN;
    }

    /** From 0 to {@link Sample#PLACES}, without it. */
    static int place(String trigger, String key) {
        return (int) Long.remainderUnsigned(Ids.number("sample", trigger, key), Sample.PLACES);
    }

    /** A delivery that comes again is in the same part again. */
    private static String standardKey(Occurrence occurrence) {
        var identity = occurrence.identity();
        return identity == null ? Ids.hash(occurrence.body()) : identity;
    }
}
