package io.triggergateway.ingest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.triggergateway.accept.Assessment;
import io.triggergateway.accept.Assessor;
import io.triggergateway.accept.Cause;
import io.triggergateway.accept.Occurrence;
import io.triggergateway.evidence.Inquirer;
import io.triggergateway.expression.RequestFacts;
import io.triggergateway.firing.Firing;
import io.triggergateway.firing.Replayer;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.PublicUrls;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.Route;
import io.triggergateway.telemetry.Trace;
import io.triggergateway.trigger.SavedPayload;
import io.triggergateway.trigger.SavedRequest;
import io.triggergateway.verify.CompiledAuth;
import io.triggergateway.verify.HandshakeReply;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what would become of a request, with the steps of the real path but without its door: nothing is stored. */
@Singleton
public final class DryRun {
    private static final String BROKEN = "The trigger cannot fire on this replica: ";
    private static final String PAIRS =
            "The sender offers its secret, which is taken only from a real request while the endpoint is armed";

    private final Registry registry;
    private final PublicUrls urls;
    private final IngestConfig config;
    private final Inquirer inquirer;
    private final Replayer replayer;

    DryRun(Registry registry, PublicUrls urls, IngestConfig config, Inquirer inquirer, Replayer replayer) {
        this.replayer = replayer;
        this.registry = registry;
        this.urls = urls;
        this.config = config;
        this.inquirer = inquirer;
    }

    /** Tries a request on a webhook trigger; one that shares a path is verified as the path's owner says. */
    public DryRunReport request(CompiledTrigger trigger, SavedRequest saved) {
        var notes = notes(trigger);
        return Optional.ofNullable(trigger.definition().endpoint())
                .flatMap(endpoint -> registry.route(endpoint.path()))
                .map(route -> request(trigger, placed(route, saved), saved, notes))
                .orElseGet(() -> refused("Expected a trigger that owns the path, but there is none", notes));
    }

    /** Tries a payload on a trigger that is no webhook. */
    public DryRunReport payload(CompiledTrigger trigger, SavedPayload saved) {
        var notes = notes(trigger);
        if (trigger.broken() != null) {
            return new DryRunReport(null, null, null, null, null, List.of(), notes);
        }
        var payload = saved.body();
        var occurrence = Occurrence.of(
                payload,
                Json.write(payload),
                RequestFacts.NONE,
                JsonNodeFactory.instance.objectNode(),
                null,
                null,
                saved.at(),
                Cause.DELIVERED);
        return DryRunReport.assessed(null, null, Assessor.assess(trigger, occurrence), notes);
    }

    /** Tries what a firing has recorded; empty when its payload was not kept. Its sender was verified when it came. */
    public Optional<DryRunReport> recorded(CompiledTrigger trigger, Firing firing) {
        var notes = notes(trigger);
        return trigger.broken() == null
                ? replayer.rehearse(trigger, firing)
                        .map(assessment ->
                                DryRunReport.assessed(null, unwanted(trigger, firing, assessment), assessment, notes))
                : Optional.of(new DryRunReport(null, null, null, null, null, List.of(), notes));
    }

    private static DryRunReport.@Nullable Step unwanted(CompiledTrigger trigger, Firing firing, Assessment assessment) {
        return assessment instanceof Assessment.Unwanted
                ? new DryRunReport.Step(
                        false,
                        "Expected an event of %s, but it is of %s"
                                .formatted(
                                        String.join(", ", trigger.events().patterns()),
                                        firing.meta().path("eventType").asText("none")))
                : null;
    }

    private static List<String> notes(CompiledTrigger trigger) {
        var notes = new ArrayList<String>();
        if (!trigger.enabled()) {
            notes.add("The trigger is disabled: a real request would not make it fire");
        }
        if (trigger.broken() != null) {
            notes.add(BROKEN + trigger.broken());
        }
        return notes;
    }

    /** The route as the saved URL would have found it. */
    private Route placed(Route route, SavedRequest saved) {
        var parameters = saved.url() == null
                ? Map.<String, String>of()
                : urls.parameters(route.owner(), cut(saved.url())).orElse(Map.of());
        return new Route(route.path(), route.owner(), route.triggers(), parameters);
    }

    private DryRunReport request(CompiledTrigger trigger, Route route, SavedRequest saved, List<String> notes) {
        int limit = BodyLimit.of(route, config);
        if (saved.body().length > limit) {
            return refused(
                    "Expected a body of at most %d bytes, but it has %d".formatted(limit, saved.body().length), notes);
        }
        var url = RequestReader.publicUrl(urls.of(route.owner()), route.parameters(), query(saved));
        var other = otherUrl(route, saved, url);
        other.ifPresent(given -> notes.add(
                "The request was sent to %s, but the public URL of the endpoint is %s".formatted(given, url)));
        return switch (examine(new Arrival(route, RequestReader.read(saved, url), Trace.OFF))) {
            case Examination.Broken broken -> refused(BROKEN + route.owner().broken(), notes);
            case Examination.Handshake(var reply) -> DryRunReport.stopped(handshake(reply), notes);
            case Examination.Pairs pairs -> refused(PAIRS, notes);
            case Examination.Asks asks -> throw new IllegalStateException("Asked twice");
            case Examination.Unknown(var reason) -> refused(reason, notes);
            case Examination.OtherMethod(var allowed) -> refused(otherMethod(allowed, saved), notes);
            case Examination.Encoded encoded -> refused(Examination.ENCODED, notes);
            case Examination.Unverified(int status, var reason) ->
                refused(
                        other.filter(given -> isGenuineAt(given, route, saved))
                                .map(given -> wrongUrl(given, url))
                                .orElse(reason),
                        notes);
            case Examination.Malformed(var defect) -> DryRunReport.malformed(defect, notes);
            case Examination.Genuine(var occurrence) -> assessed(trigger, occurrence, notes);
        };
    }

    /** Others are asked as for a real request; that starts nothing. */
    private Examination examine(Arrival arrival) {
        return switch (Examination.of(arrival, CompiledAuth::verify)) {
            case Examination.Asks(var inquiries) ->
                Examination.of(arrival.with(RedisLink.await(inquirer.gather(inquiries))), CompiledAuth::verify);
            case Examination found -> found;
        };
    }

    private static DryRunReport assessed(CompiledTrigger trigger, Occurrence occurrence, List<String> notes) {
        var verify = new DryRunReport.Verify(true, null, null);
        return trigger.broken() == null
                ? DryRunReport.assessed(
                        verify, events(trigger, occurrence), Assessor.assess(trigger, occurrence), notes)
                : DryRunReport.stopped(verify, notes);
    }

    private static DryRunReport.@Nullable Step events(CompiledTrigger trigger, Occurrence occurrence) {
        var wanted = trigger.events();
        if (wanted.patterns().isEmpty()) {
            return null;
        }
        var types = occurrence.eventTypes();
        return wanted.wants(types)
                ? new DryRunReport.Step(true, null)
                : new DryRunReport.Step(
                        false,
                        "Expected an event of %s, but the request %s"
                                .formatted(
                                        String.join(", ", wanted.patterns()),
                                        types.isEmpty() ? "names none" : "is of " + String.join(", ", types)));
    }

    private static DryRunReport.Verify handshake(HandshakeReply reply) {
        if (reply.verified()) {
            return new DryRunReport.Verify(true, null, reply);
        }
        return new DryRunReport.Verify(
                false,
                reply.status() < 400
                        ? "A handshake that is answered whoever asks: nothing in it is verified"
                        : "Expected a handshake with the token that was agreed on, but this one has another",
                reply);
    }

    private static DryRunReport refused(String reason, List<String> notes) {
        return DryRunReport.stopped(new DryRunReport.Verify(false, reason, null), notes);
    }

    private static String otherMethod(List<String> allowed, SavedRequest saved) {
        return "Expected one of the methods %s, but found %s".formatted(String.join(", ", allowed), saved.method());
    }

    /** The URL that the sender used, when it is not the one that it is known by here. */
    private Optional<String> otherUrl(Route route, SavedRequest saved, String url) {
        var given = saved.url();
        if (given == null || given.equals(url)) {
            return Optional.empty();
        }
        boolean onlyPath = given.startsWith("/");
        boolean known = urls.parameters(route.owner(), cut(given)).isPresent();
        return onlyPath && known ? Optional.empty() : Optional.of(given);
    }

    /** Senders that sign their URL do so as they know it. */
    private boolean isGenuineAt(String url, Route route, SavedRequest saved) {
        return examine(new Arrival(route, RequestReader.read(saved, url), Trace.OFF)) instanceof Examination.Genuine;
    }

    private static String wrongUrl(String given, String url) {
        return "The signature is right for %s, but the public URL of the endpoint is %s: set endpoint.publicUrl to what the sender calls"
                .formatted(given, url);
    }

    private static @Nullable String query(SavedRequest saved) {
        var url = saved.url();
        int mark = url == null ? -1 : url.indexOf('?');
        return url == null || mark < 0 ? null : url.substring(mark + 1);
    }

    private static String cut(String url) {
        int mark = url.indexOf('?');
        return mark < 0 ? url : url.substring(0, mark);
    }
}
