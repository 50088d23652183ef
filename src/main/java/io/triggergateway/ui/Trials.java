package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.admin.DryRunView;
import io.triggergateway.admin.PayloadFilter;
import io.triggergateway.admin.SampleSender;
import io.triggergateway.firing.Firings;
import io.triggergateway.ingest.DryRun;
import io.triggergateway.ingest.DryRunReport;
import io.triggergateway.payload.Json;
import io.triggergateway.payload.Parsed;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.SavedRequestReader;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries triggers out with what somebody has written or with what a firing has recorded. Fires nothing; waits. */
@Singleton
final class Trials {
    private static final String BODY = "body";

    private final DryRun dryRun;
    private final Firings firings;
    private final SampleSender sender;
    private final PayloadFilter payloads;
    private final Clock clock;

    Trials(DryRun dryRun, Firings firings, SampleSender sender, PayloadFilter payloads, Clock clock) {
        this.payloads = payloads;
        this.dryRun = dryRun;
        this.firings = firings;
        this.sender = sender;
        this.clock = clock;
    }

    /** The pane before anything is tried. */
    Trial begin(CompiledTrigger trigger, JsonNode recent) {
        boolean signs = sender.knows(trigger);
        var data = trigger.definition().data();
        var entered = new Entered(Map.of(
                "method",
                List.of("POST"),
                "sign",
                List.of(signs ? "true" : ""),
                BODY,
                List.of(data == null ? "{\n  \n}" : data.toPrettyString())));
        return new Trial(
                trigger.name(), isWebhook(trigger), signs, Trial.Recorded.of(recent), entered, List.of(), null);
    }

    private static boolean isWebhook(CompiledTrigger trigger) {
        return trigger.definition().endpoint() != null;
    }

    /** The pane with what each step said. */
    Trial run(CompiledTrigger trigger, JsonNode recent, Entered entered) {
        var findings = new Findings();
        var report = entered.text("firing").isEmpty()
                ? written(trigger, entered, findings)
                : recorded(trigger, entered.text("firing"), findings);
        return new Trial(
                trigger.name(),
                isWebhook(trigger),
                sender.knows(trigger),
                Trial.Recorded.of(recent),
                entered,
                findings.all(),
                report.map(DryRunView::of).orElse(null));
    }

    private Optional<DryRunReport> recorded(CompiledTrigger trigger, String id, Findings findings) {
        if (payloads.hides()) {
            findings.add("/firing", "Expected a role that may see payloads, but yours may not; write a sample instead");
            return Optional.empty();
        }
        var report = firings.find(trigger.name(), id).flatMap(firing -> dryRun.recorded(trigger, firing));
        if (report.isEmpty()) {
            findings.add(
                    "/firing", "Expected a firing whose payload was kept, but this one is gone or was stored without");
        }
        return report;
    }

    private Optional<DryRunReport> written(CompiledTrigger trigger, Entered entered, Findings findings) {
        return isWebhook(trigger) ? request(trigger, entered, findings) : payload(trigger, entered, findings);
    }

    private Optional<DryRunReport> request(CompiledTrigger trigger, Entered entered, Findings findings) {
        var request = JsonNodeFactory.instance.objectNode();
        request.put("method", entered.text("method")).put(BODY, entered.text(BODY));
        if (!entered.text("url").isBlank()) {
            request.put("url", entered.text("url").strip());
        }
        headers(request.putObject("headers"), entered.text("headers"), findings);
        var sent = entered.text("sign").equals("true") ? sender.sign(trigger, request) : request;
        return Optional.ofNullable(SavedRequestReader.request(sent, clock.instant(), findings))
                .map(saved -> dryRun.request(trigger, saved));
    }

    /** One per line; what comes without a content type is JSON here. */
    private static void headers(ObjectNode headers, String text, Findings findings) {
        headers.put("Content-Type", "application/json");
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon < 1) {
                findings.add(
                        "/headers", "Expected a name, a colon and a value on each line, but one is without a colon");
            } else {
                var name = line.substring(0, colon).strip();
                if (name.equalsIgnoreCase("content-type")) {
                    headers.remove("Content-Type");
                }
                headers.put(name, line.substring(colon + 1).strip());
            }
        });
    }

    private Optional<DryRunReport> payload(CompiledTrigger trigger, Entered entered, Findings findings) {
        var body = json(entered.text(BODY), findings);
        if (body == null) {
            return Optional.empty();
        }
        var document = JsonNodeFactory.instance.objectNode().set(BODY, body);
        return Optional.ofNullable(SavedRequestReader.payload(document, body, clock.instant(), findings))
                .map(saved -> dryRun.payload(trigger, saved));
    }

    private static @Nullable JsonNode json(String text, Findings findings) {
        if (text.isBlank()) {
            return NullNode.getInstance();
        }
        return switch (Json.parse(text.getBytes(StandardCharsets.UTF_8))) {
            case Parsed.Value(var json) -> json;
            case Parsed.Malformed(var detail) -> {
                findings.add("/body", detail);
                yield null;
            }
        };
    }
}
