package io.triggergateway.ingest;

import io.triggergateway.accept.AcceptOutcome;
import io.triggergateway.accept.Door;
import io.triggergateway.accept.Entrants;
import io.triggergateway.accept.Occurrence;
import io.triggergateway.accept.Timings;
import io.triggergateway.evidence.Inquirer;
import io.triggergateway.registry.Pairings;
import io.triggergateway.registry.Registrar;
import io.triggergateway.registry.Registry;
import io.triggergateway.telemetry.Metrics;
import io.triggergateway.verify.CompiledAuth;
import io.triggergateway.verify.HandshakeReply;
import io.triggergateway.verify.Pairing;
import io.triggergateway.verify.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The way of a webhook, from the whole request to the answer. All but the door is a pure function of the request. */
@Singleton
final class Ingest {
    private static final Duration WAIT_FOR_REPAIR = Duration.ofSeconds(5);
    private static final Duration WAIT_FOR_ROOM = Duration.ofSeconds(30);

    private final Door door;
    private final Registry registry;
    private final Registrar registrar;
    private final Inquirer inquirer;
    private final Pairings pairings;
    private final RefusalNotes notes;
    private final Metrics metrics;
    private final Vertx vertx;

    Ingest(
            Door door,
            Registry registry,
            Registrar registrar,
            Inquirer inquirer,
            Pairings pairings,
            RefusalNotes notes,
            Metrics metrics,
            Vertx vertx) {
        this.door = door;
        this.registry = registry;
        this.registrar = registrar;
        this.inquirer = inquirer;
        this.pairings = pairings;
        this.notes = notes;
        this.metrics = metrics;
        this.vertx = vertx;
    }

    /** Decides on a request; fails with RedisFault only. */
    Future<Answer> receive(Arrival arrival) {
        return receive(arrival, true);
    }

    private Future<Answer> receive(Arrival arrival, boolean mayRepair) {
        long started = System.nanoTime();
        return switch (Examination.of(arrival, (auth, request) -> verify(arrival, auth))) {
            case Examination.Broken broken -> answer(Refused.unavailable("broken", WAIT_FOR_ROOM));
            case Examination.Handshake(var reply) -> shakeHands(arrival, reply);
            case Examination.Pairs(var pairing) -> pair(arrival, pairing);
            case Examination.Asks(var inquiries) ->
                inquirer.gather(inquiries).compose(evidence -> receive(arrival.with(evidence), mayRepair));
            case Examination.Unknown(var reason) ->
                refuse(arrival, Refused.unavailable("unverifiable", WAIT_FOR_REPAIR), reason);
            case Examination.OtherMethod(var allowed) -> answer(Refused.methodNotAllowed(allowed));
            case Examination.Encoded encoded -> refuse(arrival, Refused.encoded(), Examination.ENCODED);
            case Examination.Unverified(int status, var reason) ->
                refuse(arrival, Refused.unauthorized(status), reason);
            case Examination.Malformed(var defect) -> refuse(arrival, Refused.malformed(defect), defect);
            case Examination.Genuine(var occurrence) ->
                enter(arrival, occurrence, System.nanoTime() - started, mayRepair);
        };
    }

    private Future<Answer> shakeHands(Arrival arrival, HandshakeReply reply) {
        var url = reply.after();
        if (url == null) {
            return answer(Accepted.handshake(reply));
        }
        return inquirer.confirm(url)
                .compose(problem -> problem.isEmpty()
                        ? answer(Accepted.handshake(reply))
                        : refuse(arrival, Refused.unavailable("unconfirmed", WAIT_FOR_REPAIR), problem.get()));
    }

    private Future<Answer> pair(Arrival arrival, Pairing pairing) {
        return pairings.take(arrival.route().owner().name(), pairing.secret())
                .compose(problem -> problem.isEmpty()
                        ? answer(Accepted.handshake(pairing.reply()))
                        : refuse(arrival, Refused.unauthorized(401), problem.get()));
    }

    private Verdict verify(Arrival arrival, CompiledAuth auth) {
        long started = System.nanoTime();
        var verdict = auth.verify(arrival.request());
        metrics.step(Metrics.Step.VERIFY, System.nanoTime() - started);
        arrival.trace().step("verify", started);
        if (verdict instanceof Verdict.Passed(Integer secret) && secret != null) {
            metrics.secretUsed(arrival.route().owner().name(), secret);
        }
        return verdict;
    }

    private Future<Answer> enter(Arrival arrival, Occurrence occurrence, long verifyNanos, boolean mayRepair) {
        long started = System.nanoTime();
        var entrants = Entrants.of(arrival.route().triggers(), occurrence);
        long sent = System.nanoTime();
        metrics.step(Metrics.Step.ASSESS, sent - started);
        if (entrants.invalid()) {
            var errors = entrants.errors();
            return refuse(arrival, Refused.invalid(errors), errors.getFirst().sentence());
        }
        if (entrants.firings().isEmpty()) {
            notes.note(arrival, "unwanted", "No trigger wants " + String.join(", ", occurrence.eventTypes()));
            return answer(Accepted.unwanted(arrival));
        }
        return door.accept(occurrence, entrants.firings(), new Timings(verifyNanos, sent - started))
                .compose(outcome -> {
                    metrics.step(Metrics.Step.ACCEPT, System.nanoTime() - sent);
                    arrival.trace().step("accept", sent);
                    return answer(arrival, outcome, mayRepair);
                });
    }

    private Future<Answer> answer(Arrival arrival, AcceptOutcome outcome, boolean mayRepair) {
        return switch (outcome) {
            case AcceptOutcome.Stored stored -> {
                notes.noteReplays(arrival, stored);
                yield answer(Accepted.stored(arrival, stored));
            }
            case AcceptOutcome.Backlog(var stream) ->
                refuse(
                        arrival,
                        Refused.unavailable("backlog", WAIT_FOR_ROOM),
                        "The engines of stream '%s' lag: it is at its bound".formatted(stream));
            case AcceptOutcome.LowMemory low ->
                refuse(arrival, Refused.unavailable("low-memory", WAIT_FOR_ROOM), "Redis is past its memory watermark");
            case AcceptOutcome.Limited(var trigger, var wait) ->
                refuse(arrival, Refused.limited(wait), "The rate limit of %s is used up".formatted(trigger));
            case AcceptOutcome.Stale stale ->
                mayRepair ? repair(arrival, stale) : answer(Refused.unavailable("unavailable", WAIT_FOR_REPAIR));
        };
    }

    /** The trigger has changed a moment ago, or its state is not where it runs: look again, once. */
    private Future<Answer> repair(Arrival arrival, AcceptOutcome.Stale stale) {
        return vertx.executeBlocking(
                        () -> {
                            registrar.restate(stale.trigger());
                            return true;
                        },
                        false)
                .compose(done -> registry.route(arrival.route().path())
                        .filter(route -> !route.closed())
                        .map(route -> receive(new Arrival(route, arrival.request(), arrival.trace()), false))
                        .orElseGet(() -> answer(Refused.notFound())));
    }

    private Future<Answer> refuse(Arrival arrival, Answer answer, String reason) {
        notes.note(arrival, answer.outcome(), reason);
        return answer(answer);
    }

    private static Future<Answer> answer(Answer answer) {
        return Future.succeededFuture(answer);
    }
}
