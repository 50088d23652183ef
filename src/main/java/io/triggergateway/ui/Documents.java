package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.qute.TemplateExtension;
import io.triggergateway.trigger.Instants;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lets templates read the documents of the REST API: {@code document.field}, and times and numbers in words. */
@TemplateExtension
final class Documents {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Documents() {}

    /** A field's text, number or truth; objects and lists as they are; null for null and for what is not there. */
    @TemplateExtension(matchName = TemplateExtension.ANY, priority = 2)
    static @Nullable Object field(JsonNode document, String name) {
        return document.isArray() && name.equals("size") ? (Object) document.size() : value(document.path(name));
    }

    private static @Nullable Object value(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value.isNumber()) {
            return value.numberValue();
        }
        return value.isBoolean() ? (Object) value.booleanValue() : value.isTextual() ? value.textValue() : value;
    }

    /** An item of a list as text; quotes only where it is no plain value. */
    static String text(JsonNode item) {
        return item.isValueNode() ? item.asText() : item.toString();
    }

    /** A time of a document as people read it where no script puts it into their own zone. */
    static String utc(String time) {
        try {
            return UTC.format(Instant.parse(time));
        } catch (DateTimeException other) {
            return time;
        }
    }

    /** A time of a document in milliseconds; 0 for what is none. */
    static long millis(String time) {
        try {
            return Instant.parse(time).toEpochMilli();
        } catch (DateTimeException other) {
            return 0;
        }
    }

    /** Milliseconds in the two units that matter, such as {@code 2 h 5 min}. */
    static String span(Number millis) {
        long ms = millis.longValue();
        if (ms < SECOND) {
            return ms + " ms";
        }
        if (ms < MINUTE) {
            return ms / SECOND + " s";
        }
        if (ms < HOUR) {
            return two(ms, MINUTE, "min", SECOND, "s");
        }
        return ms < DAY ? two(ms, HOUR, "h", MINUTE, "min") : two(ms, DAY, "d", HOUR, "h");
    }

    private static String two(long ms, long large, String largeUnit, long small, String smallUnit) {
        long rest = ms % large / small;
        return ms / large + " " + largeUnit + (rest == 0 ? "" : " " + rest + " " + smallUnit);
    }

    /** A whole number with its thousands apart, such as {@code 12,345}. */
    static String grouped(Number number) {
        return String.format(Locale.ENGLISH, "%,d", number.longValue());
    }

    /** Microseconds as milliseconds, such as {@code 0.42 ms}. */
    static String micros(Number micros) {
        return String.format(Locale.ENGLISH, "%.2f ms", micros.longValue() / 1000.0);
    }

    /** Bytes in the unit that fits. */
    static String bytes(Number number) {
        long bytes = number.longValue();
        if (bytes < 1024) {
            return bytes + " B";
        }
        return bytes < 1024 * 1024 ? bytes / 1024 + " KiB" : bytes / (1024 * 1024) + " MiB";
    }

    /** An instant as documents have it. */
    static String iso(Instant time) {
        return Instants.format(time);
    }

    /** As a value in the query of an address. */
    static String inQuery(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A word at the beginning of a line. */
    static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** The body of the call that decides about this flow only. */
    static String choice(JsonNode flow) {
        return JsonNodeFactory.instance.objectNode().put("flow", flow.asText()).toString();
    }

    /** How many things a job has dealt with. */
    static long dealt(JsonNode job) {
        return Stream.of("done", "skipped", "failed")
                .mapToLong(name -> job.path(name).asLong())
                .sum();
    }

    /** How a status is coloured. */
    static String tone(String status) {
        return switch (status) {
            case "accepted", "done", "executed", "completed", "enabled", "resolved" -> "success";
            case "pending", "waiting", "queued", "unknown", "skipped", "late" -> "warning";
            case "failed", "rejected", "broken", "dead" -> "danger";
            default -> "quiet";
        };
    }
}
