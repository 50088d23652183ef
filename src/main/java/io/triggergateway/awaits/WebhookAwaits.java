package io.triggergateway.awaits;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.accept.Ids;
import io.triggergateway.registry.Registry;
import io.triggergateway.trigger.AwaitSpec.Wait;
import io.triggergateway.trigger.Findings;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The public side of webhook awaits: which one a URL opens, and what becomes of an answer. */
@Singleton
public final class WebhookAwaits {
    /** Where generated URLs are, below the path of all webhooks. */
    public static final String GENERATED = "/awaits/";

    private static final int PARTS = 3;

    private final Registry registry;
    private final AwaitTokens tokens;
    private final AwaitStore store;
    private final AwaitCompiler compiler;
    private final Resolver resolver;

    WebhookAwaits(Registry registry, AwaitTokens tokens, AwaitStore store, AwaitCompiler compiler, Resolver resolver) {
        this.registry = registry;
        this.tokens = tokens;
        this.store = store;
        this.compiler = compiler;
        this.resolver = resolver;
    }

    /** What is at a URL. */
    public sealed interface AtUrl {
        /** Nothing, as far as this caller is to know. */
        record Nothing() implements AtUrl {}

        /** What the rightful token of this caller has opened, and opens no more. */
        record Gone(EndedAwait await) implements AtUrl {}

        /** It waits. */
        record Open(OpenAwait await) implements AtUrl {}
    }

    /**
     * Whether it is worth looking; from memory, so that strangers cannot make Redis work.
     *
     * @param path with a leading slash
     * @param token the parameter of the query; null for none
     */
    public boolean mayBeAt(String path, @Nullable String token) {
        return path.startsWith(GENERATED)
                ? tokens.partitionOf(path.substring(GENERATED.length())) >= 0
                : registry.awaitAt(path) != null || token != null && tokens.partitionOf(token) >= 0;
    }

    /** What is there; waits. */
    public AtUrl find(String path, @Nullable String token) {
        if (path.startsWith(GENERATED)) {
            return byToken(path.substring(GENERATED.length()), "-");
        }
        var claim = registry.awaitAt(path);
        var claimed = claim == null ? Optional.<WaitingAwait>empty() : claimed(claim);
        if (claimed.isEmpty()) {
            return token == null ? new AtUrl.Nothing() : byToken(token, path);
        }
        var await = claimed.get();
        boolean enough = await.token().isEmpty() || token != null && AwaitTokens.opens(token, await.token());
        return enough ? open(await) : new AtUrl.Nothing();
    }

    /** Resolves it with an answer that fits; waits. */
    public Ending answer(OpenAwait open, byte[] data, ObjectNode meta, @Nullable String traceparent, AnsweredBy by) {
        var await = open.await();
        var firingId = Ids.firing(await.partition(), "await:" + await.place().text(), await.generation(), "webhook");
        return resolver.end(
                await,
                new Resolver.Answer(
                        "resolved", data, meta, firingId, traceparent == null ? "" : traceparent, by.text()));
    }

    private AtUrl byToken(String token, String path) {
        int partition = tokens.partitionOf(token);
        var opened = partition < 0 ? null : store.opened(partition, AwaitTokens.hash(token));
        if (opened == null) {
            return new AtUrl.Nothing();
        }
        var parts = opened.split(" ", PARTS);
        if (!parts[2].equals(path)) {
            return new AtUrl.Nothing();
        }
        long generation = Long.parseLong(parts[0]);
        var place = Place.of(parts[1]);
        return store.waiting(partition, generation)
                .map(this::open)
                .or(() -> store.ended(place, partition)
                        .filter(ended -> ended.generation() == generation)
                        .map(AtUrl.Gone::new))
                .orElseGet(AtUrl.Nothing::new);
    }

    /** The claim may be older than the await's end, or younger than its beginning. */
    private Optional<WaitingAwait> claimed(String claim) {
        var parts = claim.split(" ", PARTS);
        return store.waiting(Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
    }

    private AtUrl open(WaitingAwait await) {
        var compiled = compiler.compile(await.spec(), await.place(), new Findings());
        var auth = compiled.auth();
        return await.spec().on() instanceof Wait.Webhook webhook && auth != null
                ? new AtUrl.Open(new OpenAwait(await, webhook, compiled, auth))
                : new AtUrl.Nothing();
    }
}
