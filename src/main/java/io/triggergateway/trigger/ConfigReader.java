package io.triggergateway.trigger;

import io.triggergateway.trigger.TriggerConfig.Deduplicate;
import io.triggergateway.trigger.TriggerConfig.RateLimit;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code config}. */
final class ConfigReader {
    /** What holds when a document says nothing. */
    static final Deduplicate STANDARD = new Deduplicate(true, null, null, Deduplicate.Body.AUTO);

    private static final Deduplicate OFF = new Deduplicate(false, null, null, Deduplicate.Body.AUTO);
    private static final long MOST_DAYS = 3650;
    private static final long MOST_FIRINGS = 1_000_000_000;
    private static final long LARGEST_BODY = 10 * 1024 * 1024;

    private ConfigReader() {}

    static TriggerConfig read(@Nullable Fields config) {
        if (config == null) {
            return new TriggerConfig(true, null, null, STANDARD, null);
        }
        var days = config.whole("retentionDays", 1, MOST_DAYS);
        var maxBody = config.whole("maxBody", 1, LARGEST_BODY);
        var read = new TriggerConfig(
                Objects.requireNonNullElse(config.flag("persistData"), true),
                days == null ? null : Duration.ofDays(days),
                rateLimit(config.object("rateLimit")),
                deduplicate(config),
                maxBody == null ? null : maxBody.intValue());
        config.done();
        return read;
    }

    private static @Nullable RateLimit rateLimit(@Nullable Fields limit) {
        if (limit == null) {
            return null;
        }
        limit.require("max", "how many firings a window may have");
        limit.require("window", "how long a window is");
        var max = limit.whole("max", 1, MOST_FIRINGS);
        var window = limit.positive("window");
        var read = new RateLimit(
                max == null ? 1 : max.intValue(),
                window == null ? Duration.ZERO : window,
                limit.text("key", TriggerReader.LONGEST_EXPRESSION));
        limit.done();
        return read;
    }

    private static Deduplicate deduplicate(Fields config) {
        var value = config.value("deduplicate");
        if (value == null) {
            return STANDARD;
        }
        if (value.isBoolean() && !value.booleanValue()) {
            return OFF;
        }
        if (!value.isObject()) {
            config.wrong("deduplicate", "false or an object with key, window and body", value);
            return STANDARD;
        }
        var fields = config.object("deduplicate");
        return fields == null ? STANDARD : recognition(fields);
    }

    private static Deduplicate recognition(Fields fields) {
        var read = new Deduplicate(
                true, fields.text("key", TriggerReader.LONGEST_EXPRESSION), fields.positive("window"), body(fields));
        fields.done();
        return read;
    }

    /** {@code true} and {@code false} may stand without quotes. */
    private static Deduplicate.Body body(Fields fields) {
        var value = fields.value("body");
        if (value != null && value.isBoolean()) {
            return value.booleanValue() ? Deduplicate.Body.TRUE : Deduplicate.Body.FALSE;
        }
        return fields.word("body", Deduplicate.Body.class, Deduplicate.Body.AUTO);
    }
}
