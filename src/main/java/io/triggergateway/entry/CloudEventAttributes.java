package io.triggergateway.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.Findings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules that CloudEvents 1.0 has for the attributes of an event; what is wrong is told all at once. */
final class CloudEventAttributes {
    private static final String VERSION = "1.0";
    private static final List<String> REQUIRED = List.of("specversion", "id", "source", "type");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,64}");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[!-~&&[^/;,]]+/[!-~&&[^/;,]]+\\s*(;.*)?");
    private static final Pattern TIME = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)", Pattern.CASE_INSENSITIVE);
    private static final String KINDS = "text, true, false or a whole number of 32 bits";
    private static final int MOST = 100;
    private static final int LONGEST = 4096;
    private static final int LAST_CONTROL = 0x9f;
    private static final int DELETE = 0x7f;

    private final ObjectNode attributes;
    private final Findings findings;

    private CloudEventAttributes(ObjectNode attributes, Findings findings) {
        this.attributes = attributes;
        this.findings = findings;
    }

    /** Notes what is wrong; the object holds attributes only, texts or, in JSON, whole numbers and truth values. */
    static void check(ObjectNode attributes, Findings findings) {
        var checks = new CloudEventAttributes(attributes, findings);
        if (attributes.size() > MOST) {
            findings.add("", "Expected at most %d attributes, but found %d".formatted(MOST, attributes.size()));
            return;
        }
        REQUIRED.forEach(checks::require);
        attributes.properties().forEach(entry -> checks.check(entry.getKey(), entry.getValue()));
    }

    private void require(String name) {
        if (!attributes.has(name)) {
            refuse(name, "the attribute '%s', which every event has (in a header: ce-%s)".formatted(name, name), null);
        }
    }

    private void check(String name, JsonNode value) {
        switch (name) {
            case "specversion" -> expect(name, value, VERSION.equals(value.textValue()), "CloudEvents version 1.0");
            case "id", "type", "subject" -> text(name, value);
            case "source" -> expect(name, value, text(name, value) && isUri(value, false), "a URI reference");
            case "dataschema" -> expect(name, value, text(name, value) && isUri(value, true), "an absolute URI");
            case "datacontenttype" ->
                expect(
                        name,
                        value,
                        text(name, value)
                                && MEDIA_TYPE.matcher(value.textValue()).matches(),
                        "a media type such as application/json");
            case "time" ->
                expect(
                        name,
                        value,
                        text(name, value) && isTime(value.textValue()),
                        "a time with its offset, such as 2026-11-24T09:00:00Z");
            case "data" -> refuse(name, "no attribute of that name, as it means the event's payload", null);
            default -> extension(name, value);
        }
    }

    private void extension(String name, JsonNode value) {
        if (!NAME.matcher(name).matches()) {
            refuse(name, "a name of 1 to 64 lower-case letters and digits", name);
        } else if (value.isTextual()) {
            clean(name, value.textValue());
        } else {
            expect(name, value, value.isBoolean() || value.canConvertToInt() && value.isIntegralNumber(), KINDS);
        }
    }

    /** Text that is not empty; false, with a finding, for anything else. */
    private boolean text(String name, JsonNode value) {
        if (!value.isTextual() || value.textValue().isEmpty()) {
            refuse(name, "text that is not empty", value.isTextual() ? "" : value.toString());
            return false;
        }
        return clean(name, value.textValue());
    }

    private boolean clean(String name, String text) {
        if (text.length() > LONGEST) {
            refuse(name, "at most %,d characters".formatted(LONGEST), null);
            return false;
        }
        if (text.codePoints().anyMatch(CloudEventAttributes::isForbidden)) {
            refuse(name, "no control characters and no noncharacters", null);
            return false;
        }
        return true;
    }

    private static boolean isForbidden(int point) {
        return point < ' '
                || point >= DELETE && point <= LAST_CONTROL
                || Character.getType(point) == Character.SURROGATE
                || point >= 0xfdd0 && point <= 0xfdef
                || (point & 0xfffe) == 0xfffe;
    }

    /** Adds a finding unless the value is as expected, or was found wrong already. */
    private void expect(String name, JsonNode value, boolean fits, String expected) {
        boolean told =
                findings.errors().stream().anyMatch(error -> error.pointer().equals("/" + name));
        if (!fits && !told) {
            refuse(name, expected, value.asText());
        }
    }

    private void refuse(String name, String expected, @Nullable String found) {
        findings.add(
                "/" + cut(name.replace("~", "~0").replace("/", "~1")),
                found == null
                        ? "Expected %s".formatted(expected)
                        : "Expected %s, but found \"%s\"".formatted(expected, cut(found)));
    }

    private static String cut(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }

    private static boolean isUri(JsonNode value, boolean absolute) {
        try {
            var uri = new URI(value.textValue());
            return !absolute || uri.isAbsolute();
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private static boolean isTime(String text) {
        try {
            return TIME.matcher(text).matches() && OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)) != null;
        } catch (DateTimeException noSuchTime) {
            return false;
        }
    }
}
