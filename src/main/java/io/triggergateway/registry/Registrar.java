package io.triggergateway.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.redis.Keys;
import io.triggergateway.secret.Secrets;
import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Masks;
import io.triggergateway.trigger.MergePatch;
import io.triggergateway.trigger.Origin;
import io.triggergateway.trigger.Trigger;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes triggers: reads, checks and compiles a document, claims its name and path, and puts it in force. */
@Singleton
public final class Registrar {
    private static final int ATTEMPTS = 5;

    private final RegistryStore store;
    private final Registry registry;
    private final TriggerCompiler compiler;
    private final Secrets secrets;
    private final Keys keys;
    private final Clock clock;

    Registrar(
            RegistryStore store, Registry registry, TriggerCompiler compiler, Secrets secrets, Keys keys, Clock clock) {
        this.store = store;
        this.registry = registry;
        this.compiler = compiler;
        this.secrets = secrets;
        this.keys = keys;
        this.clock = clock;
    }

    /** Registers a trigger whose name has to be free. */
    public Registration create(JsonNode document) {
        var findings = new Findings();
        var trigger = IncomingDocument.read(document, null, findings);
        if (trigger == null) {
            return new Registration.Invalid(findings.errors());
        }
        return store.find(trigger.name()).isPresent()
                ? new Registration.Conflict("Expected a free name, but '%s' is taken".formatted(trigger.name()))
                : write(trigger, Optional.empty(), Source.REST);
    }

    /**
     * Registers or replaces a trigger.
     *
     * @param ifMatch the entity tag that the caller saw; null replaces whatever is there
     */
    public Registration replace(String name, JsonNode document, @Nullable String ifMatch) {
        return change(name, ifMatch, true, stored -> document);
    }

    /** Changes a trigger by a JSON merge patch (RFC 7396). */
    public Registration patch(String name, JsonNode patch, @Nullable String ifMatch) {
        return change(
                name,
                ifMatch,
                false,
                stored -> MergePatch.apply(stored.map(TriggerRecord::document).orElseThrow(), patch));
    }

    /**
     * Checks a document as {@link #create} and {@link #replace} do, and writes nothing.
     *
     * @param coming triggers that will have been written before this one
     */
    public Registration check(JsonNode document, List<TriggerRecord> coming) {
        var findings = new Findings();
        var trigger = IncomingDocument.read(document, null, findings);
        if (trigger == null) {
            return new Registration.Invalid(findings.errors());
        }
        var owners = new PathOwners(store, coming);
        return prepare(trigger, store.find(trigger.name()), Source.REST, owners, (record, former) -> {
            var name = record.trigger().name();
            return owners.of(record.trigger().endpoint())
                    .filter(owner -> !owner.equals(name))
                    .<Registration>map(Registrar::pathTaken)
                    .orElseGet(() -> new Registration.Done(record, former == null));
        });
    }

    /** Lets a trigger fire, or stops it; in force everywhere when this returns. */
    public Registration enable(String name, boolean on) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var stored = store.find(name);
            if (stored.isEmpty()) {
                return new Registration.NotFound();
            }
            var changed = stored.get().withEnabled(on, clock.instant());
            if (store.put(changed, stored.get().version()) instanceof WriteResult.Done done) {
                return inForce(changed.withVersion(done.version()), false);
            }
        }
        return new Registration.OtherVersion();
    }

    /** Removes a trigger that is not static; its subscriptions stay and wait for the name. */
    public Registration delete(String name, @Nullable String ifMatch) {
        var stored = store.find(name);
        if (stored.isEmpty()) {
            return new Registration.NotFound();
        }
        if (stored.get().origin() == Origin.STATIC) {
            return new Registration.Conflict(fromFile(stored.get()));
        }
        return ifMatch != null && !ifMatch.equals(stored.get().etag())
                ? new Registration.OtherVersion()
                : remove(stored.get());
    }

    Registration remove(TriggerRecord record) {
        var name = record.trigger().name();
        return switch (store.delete(name, record.version())) {
            case WriteResult.Done done -> {
                store.setDeleted(record);
                var subscribers = registry.find(name)
                        .map(known -> known.subscriptions().stream()
                                .map(CompiledSubscription::flow)
                                .toList())
                        .orElse(List.of());
                registry.remove(name);
                yield new Registration.Removed(subscribers);
            }
            case WriteResult.OtherVersion other ->
                other.current() == 0 ? new Registration.NotFound() : new Registration.OtherVersion();
            case WriteResult.PathShared shared -> new Registration.Conflict(stillShared(shared));
            case WriteResult.PathTaken impossible -> throw new IllegalStateException(impossible.toString());
            case WriteResult.PathFree impossible -> throw new IllegalStateException(impossible.toString());
        };
    }

    /** Puts a trigger's state in its partition right, when the door does not know it or knows it otherwise. */
    public void restate(String name) {
        store.find(name).ifPresent(record -> {
            store.setState(record);
            registry.put(record);
        });
    }

    /** Prepares a registry whose data were lost: what is registered from now on is newer than what partitions may still hold. */
    public void beginAnew() {
        store.skipGenerations(clock.instant());
    }

    /** Writes a definition that means the same in other words; false when somebody else wrote in between. */
    boolean rewrite(TriggerRecord former, Trigger same) {
        var record = former.withTrigger(same);
        if (!(store.put(record, former.version()) instanceof WriteResult.Done(long version))) {
            return false;
        }
        inForce(record.withVersion(version), false);
        return true;
    }

    /** Writes a trigger of a file; unchanged ones are left alone. */
    Registration putStatic(Trigger trigger, String file) {
        return write(trigger, store.find(trigger.name()), new Source(Origin.STATIC, file));
    }

    private Registration change(
            String name,
            @Nullable String ifMatch,
            boolean create,
            Function<Optional<TriggerRecord>, JsonNode> newDocument) {
        Registration result = new Registration.OtherVersion();
        for (int attempt = 0; attempt < ATTEMPTS && result instanceof Registration.OtherVersion; attempt++) {
            var stored = store.find(name);
            if (stored.isEmpty() && !create) {
                return new Registration.NotFound();
            }
            if (ifMatch != null && !stored.map(TriggerRecord::etag).orElse("").equals(ifMatch)) {
                return new Registration.OtherVersion();
            }
            var findings = new Findings();
            var trigger = IncomingDocument.read(newDocument.apply(stored), name, findings);
            result =
                    trigger == null ? new Registration.Invalid(findings.errors()) : write(trigger, stored, Source.REST);
        }
        return result;
    }

    /** Where a definition comes from; the file is null for REST. */
    private record Source(Origin origin, @Nullable String file) {
        static final Source REST = new Source(Origin.DYNAMIC, null);
    }

    private Registration write(Trigger incoming, Optional<TriggerRecord> stored, Source source) {
        var owners = new PathOwners(store, List.of());
        return prepare(
                incoming,
                stored,
                source,
                owners,
                (record, former) ->
                        store(former == null ? record.withGeneration(store.newGeneration()) : record, former));
    }

    /** What becomes of a definition that can run and says something new. */
    private interface Finish {
        Registration of(TriggerRecord record, @Nullable TriggerRecord former);
    }

    private Registration prepare(
            Trigger incoming, Optional<TriggerRecord> stored, Source source, PathOwners owners, Finish finish) {
        var former = stored.orElse(null);
        if (former != null && former.origin() == Origin.STATIC && source.origin() != Origin.STATIC) {
            return new Registration.Conflict(fromFile(former));
        }
        if (former != null && former.origin() != Origin.STATIC && source.origin() == Origin.STATIC) {
            return new Registration.Conflict(
                    "Expected a free name, but '%s' was registered over REST".formatted(incoming.name()));
        }
        var findings = new Findings();
        var trigger = protect(incoming, former, findings);
        var partition = partition(trigger, former, owners, findings);
        var record = record(trigger, former, source, partition);
        if (former != null && source.origin() == Origin.STATIC && unchanged(former, record)) {
            return new Registration.Done(former, false);
        }
        compiler.compile(record, findings);
        if (!findings.errors().isEmpty() || (source.origin() != Origin.STATIC && !findings.isEmpty())) {
            return new Registration.Invalid(findings.all());
        }
        return former != null && unchanged(former, record)
                ? new Registration.Done(former, false)
                : finish.of(record, former);
    }

    private static Registration pathTaken(String owner) {
        if (owner.startsWith(PathClaims.AWAIT)) {
            return new Registration.Conflict("Expected a free path, but the await %s has it until it ends"
                    .formatted(owner.substring(PathClaims.AWAIT.length())));
        }
        return new Registration.Conflict(
                "Expected a free path, but trigger '%s' has it; to share it, write auth: {type: shared}"
                        .formatted(owner));
    }

    private Registration store(TriggerRecord record, @Nullable TriggerRecord former) {
        return switch (store.put(record, former == null ? 0 : former.version())) {
            case WriteResult.Done done -> inForce(record.withVersion(done.version()), former == null);
            case WriteResult.OtherVersion other ->
                former == null
                        ? new Registration.Conflict("Expected a free name, but '%s' is taken"
                                .formatted(record.trigger().name()))
                        : new Registration.OtherVersion();
            case WriteResult.PathTaken taken -> pathTaken(taken.owner());
            case WriteResult.PathFree free ->
                new Registration.Conflict("Expected a trigger that owns this path, but there is none to share it with");
            case WriteResult.PathShared shared -> new Registration.Conflict(stillShared(shared));
        };
    }

    private Registration inForce(TriggerRecord record, boolean created) {
        store.setState(record);
        registry.put(record);
        return new Registration.Done(record, created);
    }

    private Trigger protect(Trigger incoming, @Nullable TriggerRecord former, Findings findings) {
        var stored = former == null ? null : former.trigger();
        var unmasked = Masks.restore(incoming, stored, findings);
        return SecretProtection.protect(unmasked, stored, secrets, findings);
    }

    /** A trigger that shares a path lives where its owner does, as one script takes a request for all of them. */
    private int partition(Trigger trigger, @Nullable TriggerRecord former, PathOwners owners, Findings findings) {
        var endpoint = trigger.endpoint();
        if (endpoint != null && endpoint.auth() instanceof Auth.Shared) {
            return owners.partition(trigger, endpoint, former, findings);
        }
        if (former != null) {
            return former.partition();
        }
        return keys.partitionFor(
                endpoint == null
                        ? trigger.name()
                        : PathShape.of(endpoint.path()).claim());
    }

    private TriggerRecord record(Trigger trigger, @Nullable TriggerRecord former, Source source, int partition) {
        var record = new TriggerRecord(
                trigger,
                0,
                0,
                partition,
                source.origin(),
                trigger.enabled(),
                source.file(),
                clock.instant(),
                clock.instant());
        return former == null ? record : record.replacing(former);
    }

    private static boolean unchanged(TriggerRecord former, TriggerRecord record) {
        return former.trigger().equals(record.trigger())
                && former.enabled() == record.enabled()
                && Objects.equals(former.file(), record.file());
    }

    private static String fromFile(TriggerRecord record) {
        return "Expected a dynamic trigger, but '%s' comes from the file %s; change it there"
                .formatted(record.trigger().name(), record.file());
    }

    private static String stillShared(WriteResult.PathShared shared) {
        return "Expected a path that nobody else uses, but it is shared by " + String.join(", ", shared.others());
    }
}
