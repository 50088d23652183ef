package io.triggergateway.awaits;

import io.triggergateway.accept.AwaitIndex;
import io.triggergateway.expression.Equalities;
import io.triggergateway.expression.Shape;
import io.triggergateway.redis.Reply;
import io.triggergateway.trigger.AwaitSpec;
import io.triggergateway.trigger.AwaitSpec.Wait;
import io.triggergateway.trigger.FieldError;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How an await is found by the events that may end it.
 *
 * @param equalities what it demands of the fields that it is found by; complete when that is all
 */
record EventIndex(String trigger, Equalities equalities) {

    /** Null when it waits for no event. */
    static @Nullable EventIndex of(CompiledAwait await) {
        return await.spec().on() instanceof Wait.Event event ? new EventIndex(event.event(), equalities(await)) : null;
    }

    /** A schema demands more than the filter does. */
    static Equalities equalities(CompiledAwait await) {
        var filter = await.filter();
        var demanded = filter == null ? Equalities.NONE : filter.equalities();
        return await.schema() == null ? demanded : new Equalities(demanded.constants(), false);
    }

    /** The same by that of the shapes in a reply, all of which are there, that says the most about it. */
    EventIndex among(Reply shapes) {
        var fields = equalities.constants().keySet();
        var best = IntStream.range(0, (shapes.size() - 1) / 2)
                .mapToObj(i -> Shape.parse(shapes.at(2 + 2 * i).text()))
                .filter(shape -> fields.containsAll(shape.paths()))
                .max(Comparator.comparingInt(shape -> shape.paths().size()))
                .orElse(Shape.EMPTY);
        return new EventIndex(trigger, equalities.within(new HashSet<>(best.paths())));
    }

    /** As {@code register-await.lua} takes it. */
    List<Object> arguments() {
        var shape = equalities.shape();
        return List.of(
                AwaitIndex.id(shape),
                AwaitIndex.bucket(trigger, shape, equalities.values()),
                shape.text(),
                equalities.complete() ? "whole" : "part");
    }

    /** The trigger was deleted while the await was on its way. */
    static Registered unknownTrigger(AwaitSpec spec) {
        var name = spec.on() instanceof Wait.Event event ? event.event() : "";
        return refused("/event", "Expected a trigger that exists, but there is no '%s'".formatted(name));
    }

    /** Each of them costs every event of the trigger. */
    static Registered crowded() {
        return refused(
                "/filter",
                "Expected a condition such as event.id == '42', joined by && if there are others, but there is none that an event can be looked up by, and 100 such awaits of this trigger wait already");
    }

    private static Registered refused(String pointer, String detail) {
        return new Registered.Invalid(List.of(new FieldError(pointer, detail)));
    }
}
