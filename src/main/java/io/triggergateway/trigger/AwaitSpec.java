package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a step of a run waits for, as written.
 *
 * @param on what ends it
 * @param flow of the run, for the message that resumes it; null when the engine does not say
 * @param stream of that message; null for the standard one
 * @param timeout null for the standard one; without a meaning where the wait is for a time
 * @param remindAfter when to send a reminder; null for never
 */
public record AwaitSpec(
        Wait on,
        @Nullable String flow,
        @Nullable String stream,
        @Nullable Duration timeout,
        @Nullable Duration remindAfter) {

    /** The kinds, as documents name them. */
    public enum Kind {
        TIME,
        UNTIL,
        SCHEDULE,
        EVENT,
        WEBHOOK
    }

    /** What ends it. */
    public sealed interface Wait {
        /** So long after it was registered. */
        record Time(Duration delay) implements Wait {}

        /** A time. */
        record Until(Instant at) implements Wait {}

        /** The next slot of a cron expression. */
        record Slot(ScheduleSpec schedule) implements Wait {}

        /**
         * A firing of a trigger.
         *
         * @param event the trigger's name
         * @param filter CEL; null for any firing
         * @param lookback which firings before the await count too; null for none
         * @param schema of the firing's data; others are not waited for. Null for any
         */
        record Event(
                String event,
                @Nullable String filter,
                @Nullable Duration lookback,
                @Nullable JsonNode schema) implements Wait {}

        /**
         * An answer over HTTP.
         *
         * @param path literal, without the prefix; null for a generated URL
         * @param methods that resolve it
         * @param schema of the answer; null for any
         * @param auth how the answering one proves who it is; null where the token of the URL is enough
         * @param ui form of the page; null for one made from the schema
         * @param context what the page shows; null for nothing
         */
        record Webhook(
                @Nullable String path,
                Set<String> methods,
                @Nullable JsonNode schema,
                @Nullable Auth auth,
                @Nullable JsonNode ui,
                @Nullable JsonNode context)
                implements Wait {}
    }

    /** Which kind it is. */
    public Kind kind() {
        return switch (on) {
            case Wait.Time time -> Kind.TIME;
            case Wait.Until until -> Kind.UNTIL;
            case Wait.Slot slot -> Kind.SCHEDULE;
            case Wait.Event event -> Kind.EVENT;
            case Wait.Webhook webhook -> Kind.WEBHOOK;
        };
    }

    /** The same with another authentication, such as one whose secrets are encrypted; only of a webhook. */
    public AwaitSpec withAuth(Auth other) {
        return on instanceof Wait.Webhook it
                ? new AwaitSpec(
                        new Wait.Webhook(it.path, it.methods, it.schema, other, it.ui, it.context),
                        flow,
                        stream,
                        timeout,
                        remindAfter)
                : this;
    }
}
