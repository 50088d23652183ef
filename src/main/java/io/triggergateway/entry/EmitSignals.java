package io.triggergateway.entry;

import io.triggergateway.handoff.Signal;
import io.triggergateway.handoff.SignalHandler;
import io.triggergateway.handoff.SignalVerdict;
import io.triggergateway.trigger.FieldError;
import io.vertx.core.Future;
import jakarta.inject.Singleton;

/** Events that engines emit over the stream of signals: the same as {@code POST /{name}/emit}. */
@Singleton
final class EmitSignals implements SignalHandler {
    private static final SignalVerdict DONE = new SignalVerdict.Done();

    private final Emitter emitter;

    EmitSignals(Emitter emitter) {
        this.emitter = emitter;
    }

    @Override
    public boolean handles(Signal signal) {
        return signal instanceof Signal.Emit;
    }

    @Override
    public Future<SignalVerdict> handle(Signal signal) {
        return signal instanceof Signal.Emit emit
                ? emitter.emit(emit.trigger(), new Emission(emit.data(), emit.key(), null, null))
                        .compose(outcome -> verdict(emit.trigger(), outcome))
                : Future.succeededFuture(DONE);
    }

    /** What is only in the way now comes again; a failed transform is recorded, and so is what a filter ignores. */
    private static Future<SignalVerdict> verdict(String trigger, EntryOutcome outcome) {
        return switch (outcome) {
            case EntryOutcome.Stored stored -> Future.succeededFuture(DONE);
            case EntryOutcome.Backlog(var stream) -> later("The hand-off stream is at its bound");
            case EntryOutcome.LowMemory low -> later("Redis is nearly full");
            case EntryOutcome.Limited(var wait) -> later("The rate limit of the trigger is used up");
            case EntryOutcome.Unsettled unsettled -> later("The trigger keeps changing");
            case EntryOutcome.Broken(var reason) -> later("The trigger cannot fire on this replica");
            case EntryOutcome.Conflict(var firing) ->
                refuse("Expected the same data as the first with this key, but it differs from that of " + firing);
            case EntryOutcome.Invalid(var errors) ->
                refuse("Expected data that fits the schema of '%s', but %s"
                        .formatted(trigger, first(errors.getFirst())));
            case EntryOutcome.TooLarge(int limit) ->
                refuse("Expected data of at most %d bytes, but there are more".formatted(limit));
            case EntryOutcome.Disabled disabled ->
                refuse("Expected a trigger that is enabled, but '%s' is not".formatted(trigger));
            case EntryOutcome.Unknown unknown ->
                refuse("Expected a trigger that exists, but there is no '%s'".formatted(trigger));
            case EntryOutcome.OtherType(var type) ->
                refuse("Expected an event trigger, but '%s' is of type %s".formatted(trigger, type.word()));
        };
    }

    private static String first(FieldError error) {
        return error.pointer() + ": " + error.detail();
    }

    private static Future<SignalVerdict> refuse(String reason) {
        return Future.succeededFuture(new SignalVerdict.Refused(reason));
    }

    private static Future<SignalVerdict> later(String reason) {
        return Future.succeededFuture(new SignalVerdict.Later(reason));
    }
}
