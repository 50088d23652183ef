package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.triggergateway.admin.Yaml;
import io.triggergateway.payload.Parsed;
import io.triggergateway.trigger.Instants;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Values of definitions as texts that people write, and back. */
final class FieldText {
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    private static final Pattern LOCAL = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d)?");
    private static final DateTimeFormatter SPACED = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    /** What starts with a name and a colon, a dash, or a bracket; anything else is an expression. */
    private static final Pattern STRUCTURE = Pattern.compile("^(#.*\n)*(([\"']?[\\w.$ -]+[\"']?:(\\s|$))|-\\s|[{\\[])");

    private static final Pattern ENDS = Pattern.compile("[\n,]+");
    private static final Map<String, Long> UNITS = units();

    private final ZoneId zone;

    /** @param zone of times that are written without one */
    FieldText(ZoneId zone) {
        this.zone = zone;
    }

    /** With the zone that a schedule names, where it is one. */
    static FieldText in(String zone) {
        return new FieldText(ZoneId.getAvailableZoneIds().contains(zone) ? ZoneId.of(zone) : ZoneOffset.UTC);
    }

    /** The text for a value; empty for what is not there. */
    String text(EditorField.Kind kind, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return switch (kind) {
            case TEXT, LONG, CODE, WHOLE, ZONE, WORD, SECRET, PROVIDER -> value.asText();
            case DURATION -> value.isIntegralNumber() ? brief(value.longValue()) : value.asText();
            case INSTANT -> local(value.asText());
            case LIST, CHECKS -> stream(value).map(JsonNode::asText).collect(Collectors.joining("\n"));
            case OPTIONS -> stream(value).map(FieldText::option).collect(Collectors.joining("\n"));
            case VALUE -> Yaml.write(value).stripTrailing();
            case TEMPLATE ->
                value.isTextual() ? value.asText() : Yaml.write(value).stripTrailing();
            case FLAG, TRUTH -> Boolean.toString(value.booleanValue());
            case OFF -> value.isBoolean() ? "false" : "";
        };
    }

    /** The value of a text that is not blank. */
    Parsed value(EditorField.Kind kind, String text) {
        return switch (kind) {
            case TEXT, WORD, ZONE, SECRET, PROVIDER -> text(text.strip());
            case LONG, CODE -> text(text.stripTrailing());
            case WHOLE, DURATION -> number(text.strip());
            case INSTANT -> text(instant(text.strip()));
            case LIST -> texts(ENDS.splitAsStream(text).map(String::strip).filter(item -> !item.isEmpty()));
            case CHECKS -> texts(text.lines());
            case OPTIONS -> options(text);
            case VALUE -> Yaml.parse(text.getBytes(StandardCharsets.UTF_8));
            case TEMPLATE ->
                STRUCTURE.matcher(text.stripLeading()).find()
                        ? Yaml.parse(text.getBytes(StandardCharsets.UTF_8))
                        : text(text.strip());
            case FLAG, TRUTH, OFF -> new Parsed.Value(BooleanNode.valueOf(text.equals("true")));
        };
    }

    private static Parsed text(String text) {
        return new Parsed.Value(TextNode.valueOf(text));
    }

    private static Parsed number(String text) {
        return WHOLE.matcher(text).matches() ? new Parsed.Value(LongNode.valueOf(Long.parseLong(text))) : text(text);
    }

    private static Parsed texts(Stream<String> items) {
        var list = JsonNodeFactory.instance.arrayNode();
        items.forEach(list::add);
        return new Parsed.Value(list);
    }

    private static Stream<JsonNode> stream(JsonNode value) {
        return value.isArray() ? StreamSupport.stream(value.spliterator(), false) : Stream.of(value);
    }

    private static String option(JsonNode option) {
        return option.isObject()
                ? option.path("value").asText() + ": " + option.path("label").asText()
                : option.asText();
    }

    private static Parsed options(String text) {
        var list = JsonNodeFactory.instance.arrayNode();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon < 0) {
                list.add(line);
            } else {
                list.addObject()
                        .put("value", line.substring(0, colon).strip())
                        .put("label", line.substring(colon + 1).strip());
            }
        });
        return new Parsed.Value(list);
    }

    /** The largest unit that says it exactly, such as {@code 90m}. */
    private static String brief(long millis) {
        return UNITS.entrySet().stream()
                .filter(unit -> millis != 0 && millis % unit.getValue() == 0)
                .map(unit -> millis / unit.getValue() + unit.getKey())
                .findFirst()
                .orElse(Long.toString(millis));
    }

    private static Map<String, Long> units() {
        var units = new LinkedHashMap<String, Long>();
        units.put("d", 86_400_000L);
        units.put("h", 3_600_000L);
        units.put("m", 60_000L);
        units.put("s", 1_000L);
        units.put("ms", 1L);
        return units;
    }

    private String local(String text) {
        try {
            var local = LocalDateTime.ofInstant(Instant.parse(text), zone);
            boolean plain = local.getNano() == 0
                    && zone.getRules().getValidOffsets(local).size() == 1;
            return plain ? SPACED.format(local) : text;
        } catch (DateTimeException other) {
            return text;
        }
    }

    /** A time without a zone is one of the schedule's; what cannot be read is left for the registry to refuse. */
    private String instant(String text) {
        try {
            return LOCAL.matcher(text).matches()
                    ? Instants.format(LocalDateTime.parse(text.replace(' ', 'T'))
                            .atZone(zone)
                            .toInstant())
                    : text;
        } catch (DateTimeException noSuchTime) {
            return text;
        }
    }
}
