package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.trigger.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pane that tries a trigger out.
 *
 * @param trigger its name
 * @param webhook whether requests reach it
 * @param signs whether the gateway can send as the sender would
 * @param firings that can be tried again, newest first
 * @param errors what of the request cannot be used
 * @param report what each step said; null before anything is tried
 */
record Trial(
        String trigger,
        boolean webhook,
        boolean signs,
        List<Recorded> firings,
        Entered entered,
        List<FieldError> errors,
        @Nullable JsonNode report) {
    private static final String PASSED = "passed";

    /** A firing to try again. */
    record Recorded(String id, String time, String status) {
        static List<Recorded> of(JsonNode page) {
            var all = new ArrayList<Recorded>();
            page.path("items")
                    .forEach(item -> all.add(new Recorded(
                            item.path("firingId").asText(),
                            item.path("time").asText(),
                            item.path("status").asText())));
            return List.copyOf(all);
        }
    }

    /**
     * What a step said.
     *
     * @param tone success, danger or warning
     * @param text what was made of it; empty for nothing
     */
    record Step(String title, String tone, String sentence, String text) {}

    public String source() {
        return entered.text("firing");
    }

    public List<String> methods() {
        return List.of("POST", "GET", "PUT", "PATCH", "DELETE");
    }

    public boolean isTried() {
        return report != null;
    }

    /** Each step that was reached, in order. */
    public List<Step> steps() {
        var steps = new ArrayList<Step>();
        if (report == null) {
            return steps;
        }
        if (!source().isEmpty()) {
            steps.add(new Step("Sender", "success", "It was verified when it came, and is not verified again.", ""));
        }
        add(steps, "Sender", "verify", "The request is genuine.");
        add(steps, "Event type", "events", "It is one that the trigger takes.");
        addSchema(steps);
        add(steps, "Filter", "filter", "It lets this through.");
        add(steps, "Transform", "transform", "This is what flows get.");
        report.path("runs").forEach(run -> steps.add(run(run)));
        if (report.path("transform").path(PASSED).asBoolean()
                && report.path("runs").isEmpty()) {
            steps.add(new Step("Flows", "warning", "No flow would start.", ""));
        }
        report.path("notes").forEach(note -> steps.add(new Step("Note", "warning", note.asText(), "")));
        return steps;
    }

    private static Step run(JsonNode run) {
        boolean pending = run.path("pending").asBoolean();
        return new Step(
                run.path("flow").asText(),
                pending ? "warning" : "success",
                pending ? "It would wait for a person." : "It would start.",
                "");
    }

    private void add(List<Step> steps, String title, String name, String good) {
        var step = report == null ? null : report.get(name);
        if (step != null) {
            boolean passed = step.path(PASSED).asBoolean();
            var reason = step.path("reason").asText(passed ? good : "It does not let this through.");
            steps.add(new Step(title, passed ? "success" : "danger", reason, text(step)));
        }
    }

    private static String text(JsonNode step) {
        if (step.has("handshake")) {
            return step.path("handshake").toPrettyString();
        }
        return step.has("value") ? step.path("value").toPrettyString() : "";
    }

    private void addSchema(List<Step> steps) {
        var schema = report == null ? null : report.get("schema");
        if (schema == null) {
            return;
        }
        if (schema.path(PASSED).asBoolean()) {
            steps.add(new Step("Schema", "success", "The payload fits.", ""));
        }
        schema.path("errors")
                .forEach(error -> steps.add(new Step(
                        "Schema",
                        "danger",
                        (error.path("pointer").asText() + " "
                                        + error.path("detail").asText())
                                .strip(),
                        "")));
    }
}
