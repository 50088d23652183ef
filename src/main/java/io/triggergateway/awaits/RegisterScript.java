package io.triggergateway.awaits;

import io.triggergateway.accept.DurableWrite;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.triggergateway.schedule.Slot;
import io.triggergateway.trigger.AwaitSpec;
import io.triggergateway.trigger.AwaitSpec.Wait;
import io.triggergateway.trigger.Words;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The owner of {@code register-await.lua}: stores an await whose place and path are claimed. Waits. */
@Singleton
final class RegisterScript {
    private final Script script;
    private final Keys keys;
    private final DurableWrite durable;
    private final AwaitStore store;
    private final AwaitCompiler compiler;
    private final AwaitSecrets secrets;

    RegisterScript(
            Scripts scripts,
            Keys keys,
            DurableWrite durable,
            AwaitStore store,
            AwaitCompiler compiler,
            AwaitSecrets secrets) {
        this.script = scripts.load("register-await");
        this.keys = keys;
        this.durable = durable;
        this.store = store;
        this.compiler = compiler;
        this.secrets = secrets;
    }

    /** A trigger's awaits may be found in so many ways only; where one more is too many, an older way is taken. */
    Reply run(WantedAwait wanted, @Nullable String token) {
        var index = EventIndex.of(wanted.compiled());
        var names = List.of(keys.partition(wanted.partition()));
        while (true) {
            var reply = RedisLink.await(durable.run(script, names, arguments(wanted, token, index)));
            if (index == null || !reply.at(0).text().equals("shapes")) {
                return reply;
            }
            index = index.among(reply);
        }
    }

    private List<Object> arguments(WantedAwait wanted, @Nullable String token, @Nullable EventIndex index) {
        var spec = wanted.compiled().spec();
        var deadline = deadline(wanted.compiled());
        var remindAfter = spec.remindAfter();
        var arguments = new ArrayList<Object>();
        arguments.add(wanted.place().text());
        arguments.add(wanted.generation());
        arguments.add(wanted.body());
        arguments.add(Words.of(spec.kind()));
        arguments.add(WaitingAwait.stored(spec));
        arguments.add(Objects.requireNonNullElse(spec.flow(), ""));
        arguments.add(Objects.requireNonNullElse(spec.stream(), ""));
        arguments.add(spec.on() instanceof Wait.Event event ? event.event() : "");
        arguments.add(token == null ? "" : AwaitTokens.hash(token));
        arguments.add(AwaitUrls.path(spec));
        arguments.add(wanted.partition() == wanted.place().home(keys) ? "1" : "0");
        arguments.add(deadline == null ? "" : deadline.toEpochMilli());
        arguments.add(delay(spec));
        arguments.add(remindAfter == null ? "" : remindAfter.toMillis());
        arguments.add(secrets.sealedBy(spec).orElse(""));
        arguments.addAll(index == null ? List.of("", "", "", "") : index.arguments());
        return arguments;
    }

    /** Null where it counts from the moment of registering. */
    private @Nullable Instant deadline(CompiledAwait compiled) {
        var schedule = compiled.schedule();
        if (schedule != null) {
            var now = Instant.ofEpochMilli(store.now());
            return schedule.next(now).map(Slot::scheduledTime).orElse(now);
        }
        return compiled.spec().on() instanceof Wait.Until(var at) ? at : null;
    }

    private long delay(AwaitSpec spec) {
        return spec.on() instanceof Wait.Time(var delay)
                ? delay.toMillis()
                : compiler.timeout(spec).toMillis();
    }
}
