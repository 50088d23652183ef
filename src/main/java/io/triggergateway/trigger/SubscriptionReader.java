package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.trigger.Subscription.Mode;
import org.jspecify.annotations.Nullable;

/** Reads how one flow subscribes to one trigger. */
public final class SubscriptionReader {
    private static final int LONGEST_NAME = 128;

    private SubscriptionReader() {}

    /**
     * The subscription that a body defines; null when {@code findings} has errors.
     *
     * @param body an object; null or JSON's null is one without fields
     */
    public static @Nullable Subscription read(@Nullable JsonNode body, String trigger, String flow, Findings findings) {
        var standard = new Subscription(flow, trigger, Mode.AUTO, null, null, null, null);
        if (body == null || body.isNull() || body.isMissingNode()) {
            return findings.errors().isEmpty() ? standard : null;
        }
        var fields = Fields.of(body, "", findings);
        if (fields == null) {
            return null;
        }
        var subscription = read(fields, standard);
        fields.done();
        return findings.errors().isEmpty() ? subscription : null;
    }

    /** The fields, each as in {@code otherwise} where it is absent. */
    static Subscription read(Fields fields, Subscription otherwise) {
        var filter = fields.text("filter", TriggerReader.LONGEST_EXPRESSION);
        var transform = Transforms.read(fields);
        var sample = SampleReader.read(fields);
        var stream = fields.text("stream", LONGEST_NAME);
        if (stream != null && !stream.isEmpty()) {
            Names.stream(stream, fields.at("stream"), fields.findings());
        }
        return new Subscription(
                otherwise.flow(),
                otherwise.trigger(),
                fields.word("mode", Mode.class, otherwise.mode()),
                filter == null ? otherwise.filter() : filter,
                transform == null ? otherwise.transform() : transform,
                stream == null ? otherwise.stream() : stream,
                sample == null ? otherwise.sample() : sample);
    }
}
