package io.triggergateway.awaits;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.accept.Ids;
import io.triggergateway.handoff.Streams;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.registry.PathClaims;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.RegistryFeed;
import io.triggergateway.trigger.AwaitReader;
import io.triggergateway.trigger.AwaitSpec;
import io.triggergateway.trigger.AwaitSpec.Wait;
import io.triggergateway.trigger.AwaitWriter;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Names;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes steps wait: checks and compiles what they wait for, claims the place, then the path, and stores it last. The
 * same again is answered the same way. Waits; for virtual threads.
 */
@Singleton
public final class Registrations {
    private final Registry registry;
    private final RegistryFeed feed;
    private final AwaitCompiler compiler;
    private final AwaitSecrets secrets;
    private final AwaitStore store;
    private final AwaitClaims claims;
    private final PathClaims paths;
    private final AwaitTokens tokens;
    private final Leftovers leftovers;
    private final Streams streams;
    private final AwaitUrls urls;
    private final AwaitTimer timer;
    private final Lookback lookback;
    private final Keys keys;
    private final RegisterScript script;

    Registrations(
            Registry registry,
            RegistryFeed feed,
            AwaitCompiler compiler,
            AwaitSecrets secrets,
            AwaitStore store,
            AwaitClaims claims,
            PathClaims paths,
            AwaitTokens tokens,
            Leftovers leftovers,
            Streams streams,
            AwaitUrls urls,
            AwaitTimer timer,
            Lookback lookback,
            Keys keys,
            RegisterScript script) {
        this.registry = registry;
        this.feed = feed;
        this.compiler = compiler;
        this.secrets = secrets;
        this.store = store;
        this.claims = claims;
        this.paths = paths;
        this.tokens = tokens;
        this.leftovers = leftovers;
        this.streams = streams;
        this.urls = urls;
        this.timer = timer;
        this.lookback = lookback;
        this.keys = keys;
        this.script = script;
    }

    /** Lets a step wait for what the document says. */
    public Registered register(Place place, JsonNode document) {
        var findings = new Findings();
        Names.plain(place.runId(), "/runId", findings);
        Names.plain(place.stepId(), "/stepId", findings);
        var spec = AwaitReader.read(document, findings);
        if (spec == null) {
            return new Registered.Invalid(findings.all());
        }
        var body = Ids.hash(Json.write(AwaitWriter.whole(spec)));
        return switch (store.find(place)) {
            case AwaitState.Waiting(var await) -> known(await, body);
            case AwaitState.Ended(var ended) -> known(ended, body);
            case AwaitState.Unknown unknown -> prepare(place, spec, body);
        };
    }

    private Registered known(WaitingAwait await, String body) {
        if (!await.body().equals(body)) {
            return other(await.place());
        }
        // Whoever registered it may have stopped before it looked back.
        var ended = lookback.look(await);
        return ended.<Registered>map(Registered.Ended::new)
                .orElseGet(() -> new Registered.Waiting(await, urls.of(await), false));
    }

    private static Registered known(EndedAwait ended, String body) {
        return ended.body().equals(body)
                ? new Registered.Ended(ended)
                : new Registered.Conflict(
                        "Expected what step '%s' of this run has waited for, or another step, but it waited for something else, and %s"
                                .formatted(ended.place().stepId(), ended.story()));
    }

    private static Registered other(Place place) {
        return new Registered.Conflict(
                "Expected what step '%s' of this run waits for already, or another step, but it is something else; cancel that first"
                        .formatted(place.stepId()));
    }

    private Registered prepare(Place place, AwaitSpec written, String body) {
        var findings = new Findings();
        var spec = secrets.protect(written, place, findings);
        // What cannot be protected does not open either; one finding is enough.
        var compiled = findings.isEmpty() ? compiler.compile(spec, place, findings) : null;
        int partition = partition(place, spec, findings);
        if (AwaitUrls.wantsToken(spec) && !tokens.available()) {
            findings.add(
                    "",
                    "Expected a key to make the token of the URL with, but there is none: set gateway.secrets.keys.<id> to base64 of 32 random bytes");
        }
        if (compiled == null || !findings.isEmpty()) {
            return new Registered.Invalid(findings.all());
        }
        if (spec.stream() != null) {
            streams.ensure(Set.of(spec.stream()));
        }
        return switch (claims.claim(place, partition, body, AwaitUrls.path(spec))) {
            case AwaitClaims.Claimed.Yes(int where, long generation) ->
                store(new WantedAwait(place, where, generation, body, compiled));
            case AwaitClaims.Claimed.Other other -> other(place);
            case AwaitClaims.Claimed.Ended(var ended) -> known(ended, body);
        };
    }

    /** Where it ends: with the trigger whose firings end it, else where its run is at home. */
    private int partition(Place place, AwaitSpec spec, Findings findings) {
        if (!(spec.on() instanceof Wait.Event event)) {
            return place.home(keys);
        }
        var trigger = registry.find(event.event()).or(() -> {
            RedisLink.await(feed.current());
            return registry.find(event.event());
        });
        if (trigger.isEmpty()) {
            findings.add("/event", "Expected a trigger that exists, but there is no '%s'".formatted(event.event()));
        }
        return trigger.map(found -> found.partition()).orElse(0);
    }

    private Registered store(WantedAwait wanted) {
        var spec = wanted.compiled().spec();
        var path = AwaitUrls.path(spec);
        var taken = path.isEmpty()
                ? Optional.<String>empty()
                : paths.claim(
                        path,
                        wanted.place().text(),
                        Leftovers.claim(wanted.place(), wanted.partition(), wanted.generation()));
        if (taken.isPresent()) {
            clear(wanted);
            return new Registered.Conflict("Expected a free path, but %s has it".formatted(taken.get()));
        }
        var token = AwaitUrls.wantsToken(spec)
                ? tokens.make(wanted.partition(), wanted.place(), wanted.generation())
                : null;
        return stored(wanted, token, script.run(wanted, token));
    }

    private Registered stored(WantedAwait wanted, @Nullable String token, Reply reply) {
        switch (reply.at(0).text()) {
            case "registered" -> {
                confirm(wanted);
                timer.wake();
                return waiting(wanted, token, true);
            }
            case "same" -> {
                return waiting(wanted, token, false);
            }
            case "ended" -> {
                clear(wanted);
                return known(EndedAwait.of(wanted.place(), reply.at(1).text()), wanted.body());
            }
            case "no-trigger" -> {
                clear(wanted);
                return EventIndex.unknownTrigger(wanted.compiled().spec());
            }
            case "crowded" -> {
                clear(wanted);
                return EventIndex.crowded();
            }
            default -> {
                return other(wanted.place());
            }
        }
    }

    /** Read back, as the clock of Redis has set its times; whoever ended it meanwhile is told of as well. */
    private Registered waiting(WantedAwait wanted, @Nullable String token, boolean created) {
        var await = store.waiting(wanted.partition(), wanted.generation());
        if (await.isPresent() && lookback.look(await.get()).isEmpty()) {
            return new Registered.Waiting(await.get(), urls.of(wanted.compiled().spec(), token), created);
        }
        return store.ended(wanted.place(), wanted.partition())
                .<Registered>map(Registered.Ended::new)
                .orElseGet(() ->
                        new Registered.Conflict("Expected the await to be there, but it is not; register it again"));
    }

    private void confirm(WantedAwait wanted) {
        if (wanted.partition() != wanted.place().home(keys)) {
            leftovers.forget(
                    wanted.place().home(keys),
                    wanted.place(),
                    wanted.partition(),
                    wanted.generation(),
                    AwaitUrls.path(wanted.compiled().spec()));
        }
    }

    private void clear(WantedAwait wanted) {
        leftovers.clear(
                wanted.place().home(keys),
                wanted.place(),
                wanted.partition(),
                wanted.generation(),
                AwaitUrls.path(wanted.compiled().spec()));
    }
}
