package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.ingest.DryRunReport;
import io.triggergateway.verify.HandshakeReply;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The report of a dry run as JSON: a step that was not reached is absent. */
public final class DryRunView {
    private DryRunView() {}

    /** The document that answers carry. */
    public static ObjectNode of(DryRunReport report) {
        var document = JsonNodeFactory.instance.objectNode();
        put(document, "verify", report.verify(), DryRunView::verify);
        put(document, "events", report.events(), DryRunView::step);
        put(document, "schema", report.schema(), DryRunView::schema);
        put(document, "filter", report.filter(), DryRunView::step);
        put(document, "transform", report.transform(), DryRunView::transform);
        var runs = document.putArray("runs");
        report.runs().forEach(run -> {
            var item = runs.addObject().put("flow", run.flow());
            if (run.pending()) {
                item.put("pending", true);
            }
        });
        var notes = document.putArray("notes");
        report.notes().forEach(notes::add);
        return document;
    }

    private static <T> void put(ObjectNode document, String name, @Nullable T step, BiConsumer<ObjectNode, T> write) {
        if (step != null) {
            write.accept(document.putObject(name), step);
        }
    }

    private static void verify(ObjectNode json, DryRunReport.Verify verify) {
        result(json, verify.passed(), verify.reason());
        put(json, "handshake", verify.handshake(), DryRunView::handshake);
    }

    private static void handshake(ObjectNode json, HandshakeReply reply) {
        json.put("status", reply.status());
        var headers = json.putObject("headers");
        reply.headers().forEach(headers::put);
        json.put("body", new String(reply.body(), StandardCharsets.UTF_8));
    }

    private static void step(ObjectNode json, DryRunReport.Step step) {
        result(json, step.passed(), step.reason());
    }

    private static void schema(ObjectNode json, DryRunReport.Schema schema) {
        json.put("passed", schema.passed());
        var errors = json.putArray("errors");
        schema.errors()
                .forEach(error ->
                        errors.addObject().put("pointer", error.pointer()).put("detail", error.detail()));
    }

    private static void transform(ObjectNode json, DryRunReport.Transform transform) {
        result(json, transform.passed(), transform.reason());
        if (transform.value() != null) {
            json.set("value", transform.value());
        }
    }

    private static void result(ObjectNode json, boolean passed, @Nullable String reason) {
        json.put("passed", passed);
        if (reason != null) {
            json.put("reason", reason);
        }
    }
}
