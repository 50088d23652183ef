package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.AwaitSpec.Wait;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes what a step waits for, in the same form whatever form it was written in. */
public final class AwaitWriter {
    private AwaitWriter() {}

    /** As answers show it: without secrets. */
    public static ObjectNode masked(AwaitSpec spec) {
        return write(spec, Secret::masked);
    }

    /** As it stands, with its secrets as they are. */
    public static ObjectNode whole(AwaitSpec spec) {
        return write(spec, UnaryOperator.identity());
    }

    private static ObjectNode write(AwaitSpec spec, UnaryOperator<Secret> shown) {
        var written = JsonNodeFactory.instance.objectNode().put("type", Words.of(spec.kind()));
        wait(written, spec.on(), shown);
        TriggerWriter.putIfSet(written, "flow", spec.flow());
        TriggerWriter.putIfSet(written, "stream", spec.stream());
        millis(written, "timeout", spec.timeout());
        millis(written, "remindAfter", spec.remindAfter());
        return written;
    }

    private static void wait(ObjectNode written, Wait wait, UnaryOperator<Secret> shown) {
        switch (wait) {
            case Wait.Time(var delay) -> millis(written, "delay", delay);
            case Wait.Until(var at) -> written.put("at", Instants.format(at));
            case Wait.Slot(var schedule) -> slot(written, schedule);
            case Wait.Event(var event, var filter, var lookback, var schema) -> {
                written.put("event", event);
                TriggerWriter.putIfSet(written, "filter", filter);
                millis(written, "lookback", lookback);
                TriggerWriter.setIfSet(written, "schema", schema);
            }
            case Wait.Webhook webhook -> webhook(written, webhook, shown);
        }
    }

    private static void slot(ObjectNode written, ScheduleSpec schedule) {
        if (schedule.timing() instanceof ScheduleSpec.Timing.Cron(var expression)) {
            written.put("cron", expression);
        }
        written.put("timezone", schedule.timezone().getId());
    }

    private static void webhook(ObjectNode written, Wait.Webhook webhook, UnaryOperator<Secret> shown) {
        TriggerWriter.putIfSet(written, "path", webhook.path());
        webhook.methods().stream().sorted().forEach(written.withArray("method")::add);
        TriggerWriter.setIfSet(written, "schema", webhook.schema());
        var auth = webhook.auth();
        TriggerWriter.setIfSet(written, "auth", auth == null ? null : AuthWriter.write(auth, shown));
        TriggerWriter.setIfSet(written, "ui", webhook.ui());
        TriggerWriter.setIfSet(written, "context", webhook.context());
    }

    private static void millis(ObjectNode written, String name, @Nullable Duration duration) {
        if (duration != null) {
            written.put(name, duration.toMillis());
        }
    }
}
