package io.triggergateway.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One log line per request, gathered on its way and written at its end. It never holds a payload, a secret or a header,
 * and what strangers wrote in it is cut and cleaned.
 */
public final class WideEvent {
    private static final Logger LOG = Logger.getLogger("io.triggergateway.request");
    private static final int LONGEST = 200;

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** Adds a field; a null value is left out. */
    public WideEvent with(String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
        return this;
    }

    /** Writes the line: refusals where everybody looks, the ordinary ones a level below. */
    public void write(boolean refused) {
        var level = refused ? Logger.Level.INFO : Logger.Level.DEBUG;
        if (LOG.isEnabled(level)) {
            LOG.log(level, line());
        }
    }

    private String line() {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + clean(field.getValue().toString()))
                .collect(Collectors.joining(" ", "request ", ""));
    }

    /** Control characters and those that turn the direction of writing could forge lines. */
    private static String clean(String text) {
        var cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return cut.codePoints()
                .map(point -> isHarmless(point) ? point : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isHarmless(int point) {
        int type = Character.getType(point);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
