package io.triggergateway.ui;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has filled into the form for many replays, as it was sent; null or empty for what was left out.
 *
 * @param from a time with its zone, or without one in UTC; likewise {@code to}
 * @param asked null while the form is untouched
 */
public record ReplayWish(
        @QueryParam("from") @Nullable String from,
        @QueryParam("to") @Nullable String to,
        @QueryParam("last") @Nullable String last,
        @QueryParam("filter") @Nullable String filter,
        @QueryParam("flow") @Nullable List<String> flows,
        @QueryParam("status") @Nullable List<String> statuses,
        @QueryParam("replays") @Nullable String replays,
        @QueryParam("asked") @Nullable String asked) {
    private static final String ZONELESS = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?";
    private static final String NUMBER = "\\d{1,9}";

    boolean isAsked() {
        return asked != null;
    }

    /** True for flows that were chosen. */
    public boolean hasFlow(String flow) {
        return flows != null && flows.contains(flow);
    }

    /** True for statuses that were chosen. */
    public boolean hasStatus(String status) {
        return statuses != null && statuses.contains(status);
    }

    /** A time as the field of a form has it, in UTC; empty for none. */
    public String atFrom() {
        return local(from);
    }

    /** The same. */
    public String atTo() {
        return local(to);
    }

    /** A field for a time takes nothing else. */
    private static String local(@Nullable String time) {
        var zoneless = time == null ? "" : time.replaceAll("(\\.\\d+)?Z$", "");
        return zoneless.matches(ZONELESS) ? zoneless : "";
    }

    /** The document that the REST API reads; what is wrong in it is for the API to say. */
    ObjectNode selection() {
        var document = JsonNodeFactory.instance.objectNode();
        putTime(document, "from", from);
        putTime(document, "to", to);
        var number = Pages.orNull(last);
        if (number != null) {
            document.set(
                    "last",
                    number.matches(NUMBER)
                            ? JsonNodeFactory.instance.numberNode(Long.parseLong(number))
                            : JsonNodeFactory.instance.textNode(number));
        }
        var expression = Pages.orNull(filter);
        if (expression != null) {
            document.put("filter", expression);
        }
        putList(document, "flows", flows);
        putList(document, "status", statuses);
        if (Set.of("true", "on").contains(replays == null ? "" : replays)) {
            document.put("replays", true);
        }
        return document;
    }

    private static void putTime(ObjectNode document, String name, @Nullable String time) {
        var text = Pages.orNull(time);
        if (text != null) {
            document.put(name, text.matches(ZONELESS) ? withSeconds(text) + "Z" : text);
        }
    }

    private static String withSeconds(String time) {
        return time.length() == "2026-11-23T08:00".length() ? time + ":00" : time;
    }

    private static void putList(ObjectNode document, String name, @Nullable List<String> values) {
        if (values != null && !values.isEmpty()) {
            var list = document.putArray(name);
            values.forEach(list::add);
        }
    }
}
