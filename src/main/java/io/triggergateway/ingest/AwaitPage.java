package io.triggergateway.ingest;

import io.triggergateway.awaits.OpenAwait;
import io.triggergateway.payload.Json;
import io.triggergateway.verify.InboundRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What whoever opens the URL of a webhook await sees: a page in a browser, a JSON document elsewhere. */
final class AwaitPage {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Answer needed</title></head>
            <body>
            <h1>Answer needed</h1>
            <p>A flow waits here for an answer, until %s. Opening this page changes nothing.</p>
            <p>Answer by sending JSON to this address, with %s and the header <code>Content-Type: application/json</code>.</p>
            <pre>%s</pre>
            </body>
            </html>
            """;

    private AwaitPage() {}

    static Answer of(InboundRequest request, OpenAwait open) {
        boolean browser = request.header("accept").stream().anyMatch(accepted -> accepted.contains("text/html"));
        return browser ? page(open) : document(open);
    }

    private static Answer document(OpenAwait open) {
        return new Answer(200, Map.of("Content-Type", "application/json"), Json.write(open.description()), "described");
    }

    private static Answer page(OpenAwait open) {
        var description = open.description();
        var deadline = description.remove("deadline").asText();
        description.remove("state");
        var text = PAGE.formatted(deadline, String.join(" or ", open.methods()), escaped(description.toPrettyString()));
        return new Answer(
                200,
                Map.of("Content-Type", "text/html; charset=utf-8"),
                text.getBytes(StandardCharsets.UTF_8),
                "described");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
