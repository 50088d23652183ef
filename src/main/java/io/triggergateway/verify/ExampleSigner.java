package io.triggergateway.verify;

import io.triggergateway.trigger.Findings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes requests as a genuine sender would, so that an endpoint can be tried out. */
public final class ExampleSigner {
    private final Supplier<UUID> ids;

    /** @param ids where the ids of deliveries come from */
    public ExampleSigner(Supplier<UUID> ids) {
        this.ids = ids;
    }

    /**
     * A request ready to send.
     *
     * @param url the given one, with what the sender appends
     * @param headers by name, in order, content type included where it matters
     * @param body the given one, or another where the sender signs some fields of it only
     * @param showsSecret whether the secret itself can be read in it
     */
    public record Example(String url, Map<String, String> headers, byte[] body, boolean showsSecret) {}

    /**
     * A request of the sender; empty when its document has no example, or {@code secret} is not in its form.
     *
     * @param body what to send where the sender signs any
     */
    public Optional<Example> sign(
            ProviderDocument document,
            Map<String, String> params,
            byte[] secret,
            String method,
            String url,
            byte[] body,
            Instant now) {
        var template = template(document, params, now);
        if (template == null) {
            return Optional.empty();
        }
        var types = contentType(template, request(method, url, Map.of(), body, now));
        var content = template.body();
        var sent = content == null
                ? body
                : content.render(Scope.of(request(method, url, types, body, now), secret, template.key()));
        return sent == null
                ? Optional.empty()
                : Optional.ofNullable(sign(template, secret, request(method, url, types, sent, now)));
    }

    private @Nullable ExampleTemplate template(ProviderDocument document, Map<String, String> params, Instant now) {
        var example = document.example();
        var constants = Map.of(
                "now", Long.toString(now.getEpochSecond()),
                "now-ms", Long.toString(now.toEpochMilli()),
                "now-iso", now.truncatedTo(ChronoUnit.SECONDS).toString(),
                "uuid", ids.get().toString());
        return example == null ? null : ExampleTemplate.compile(example, params, constants, new Findings());
    }

    private static @Nullable Example sign(ExampleTemplate template, byte[] secret, InboundRequest request) {
        var query = rendered(template.query(), Scope.of(request, secret, template.key()));
        if (query == null) {
            return null;
        }
        var url = request.url() + query(request.url(), query);
        var full = request(request.method(), url, request.headers(), request.body(), request.now());
        var headers = rendered(template.headers(), Scope.of(full, secret, template.key()));
        return headers == null ? null : new Example(url, headers, request.body(), template.showsSecret());
    }

    /** Forms are signed field by field, and only what is called a form is read as one. */
    private static Map<String, List<String>> contentType(ExampleTemplate template, InboundRequest request) {
        var types = new HashMap<String, List<String>>();
        template.headers().forEach((name, value) -> {
            if (name.toLowerCase(Locale.ROOT).equals("content-type")) {
                var rendered = value.render(Scope.of(request));
                types.put("content-type", rendered == null ? List.of() : List.of(text(rendered)));
            }
        });
        return types;
    }

    private static InboundRequest request(
            String method, String url, Map<String, List<String>> headers, byte[] body, Instant now) {
        return new InboundRequest(method, url, path(url), Map.of(), headers, body, "127.0.0.1", now);
    }

    private static String path(String url) {
        var start = url.indexOf('/', url.indexOf("://") + 3);
        var end = url.indexOf('?');
        return start < 0 ? "/" : url.substring(start, end < start ? url.length() : end);
    }

    private static @Nullable Map<String, String> rendered(Map<String, Template> templates, Scope scope) {
        var found = new LinkedHashMap<String, String>();
        for (var entry : templates.entrySet()) {
            var value = entry.getValue().render(scope);
            if (value == null) {
                return null;
            }
            found.put(entry.getKey(), text(value));
        }
        return found;
    }

    private static String query(String url, Map<String, String> query) {
        var text = new StringBuilder();
        query.forEach((name, value) -> text.append(text.isEmpty() && url.indexOf('?') < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return text.toString();
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
