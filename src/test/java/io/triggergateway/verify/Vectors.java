package io.triggergateway.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.payload.Json;
import io.triggergateway.secret.ActiveSecret;
import io.triggergateway.secret.Credentials;
import io.triggergateway.trigger.Findings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Requests that senders' own libraries signed or accepted, and short ways to make others. */
final class Vectors {
    static final Instant NOW = Instant.ofEpochSecond(1_760_000_000);
    static final ProviderCatalogue CATALOGUE = ProviderCatalogue.load(null);

    /** One genuine request; {@code with...} makes it another one. */
    record Vector(
            String scheme,
            String note,
            byte[] secret,
            String method,
            String url,
            Map<String, List<String>> headers,
            byte[] body,
            Instant now) {

        Vector withBody(byte[] other) {
            return new Vector(scheme, note, secret, method, url, headers, other, now);
        }

        Vector withSecret(byte[] other) {
            return new Vector(scheme, note, other, method, url, headers, body, now);
        }

        Vector withUrl(String other) {
            return new Vector(scheme, note, secret, method, other, headers, body, now);
        }

        Vector at(Instant other) {
            return new Vector(scheme, note, secret, method, url, headers, body, other);
        }

        Vector withHeader(String name, String... values) {
            var changed = new HashMap<>(headers);
            changed.put(name, List.of(values));
            return new Vector(scheme, note, secret, method, url, changed, body, now);
        }

        Vector withoutHeader(String name) {
            var changed = new HashMap<>(headers);
            changed.remove(name);
            return new Vector(scheme, note, secret, method, url, changed, body, now);
        }

        InboundRequest request() {
            return new InboundRequest(
                    method, url, URI.create(url).getPath(), queryOf(url), headers, body, "192.0.2.1", now);
        }

        Verdict verify() {
            return compiled(schemeOf(scheme), Map.of(), secret).verify(request());
        }

        @Override
        public String toString() {
            return scheme + ": " + note;
        }
    }

    private Vectors() {}

    static List<Vector> all() {
        var found = new ArrayList<Vector>();
        json("/vectors.json").forEach(vector -> found.add(vector(vector)));
        return found;
    }

    static Vector first(String scheme) {
        return all().stream()
                .filter(vector -> vector.scheme().equals(scheme))
                .findFirst()
                .orElseThrow();
    }

    private static Vector vector(JsonNode json) {
        var headers = new LinkedHashMap<String, List<String>>();
        json.get("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        List.of(header.getValue().asText())));
        return new Vector(
                json.get("scheme").asText(),
                json.get("note").asText(),
                bytes(json.get("secret").asText()),
                json.get("method").asText(),
                json.get("url").asText(),
                headers,
                bytes(json.get("body").asText()),
                json.get("now").isNull()
                        ? NOW
                        : Instant.ofEpochSecond(json.get("now").asLong()));
    }

    static ProviderDocument document(String id) {
        return CATALOGUE.find(id).orElseThrow(() -> new AssertionError("no provider " + id));
    }

    static JsonNode schemeOf(String id) {
        return document(id).scheme();
    }

    /** A value for each parameter that a provider asks for. */
    static Map<String, String> paramsOf(ProviderDocument document) {
        return document.params().stream().collect(Collectors.toMap(ProviderDocument.Param::name, param -> "p"));
    }

    static SignatureScheme compiled(JsonNode scheme, Map<String, String> params, byte[]... secrets) {
        var findings = new Findings();
        var compiled = SchemeCompiler.compile(scheme, params, "", findings);
        if (compiled == null) {
            throw new AssertionError(findings.all().toString());
        }
        return new SignatureScheme(compiled, secrets(secrets), false);
    }

    static SignatureScheme compiled(String scheme, Map<String, String> params, byte[]... secrets) {
        return compiled(json(scheme.replace('`', '"').getBytes(StandardCharsets.UTF_8)), params, secrets);
    }

    /** What is wrong with a scheme; backquotes stand for quotes. */
    static List<String> findings(String scheme) {
        var findings = new Findings();
        SchemeCompiler.compile(json(scheme.replace('`', '"').getBytes(StandardCharsets.UTF_8)), Map.of(), "", findings);
        return findings.errors().stream()
                .map(error -> error.pointer() + " " + error.detail())
                .toList();
    }

    static Credentials secrets(byte[]... secrets) {
        var active = new ArrayList<ActiveSecret>();
        for (var secret : secrets) {
            active.add(new ActiveSecret(active.size(), secret));
        }
        return now -> active;
    }

    static InboundRequest request(String method, String url, Map<String, List<String>> headers, String body) {
        return new InboundRequest(
                method, url, URI.create(url).getPath(), queryOf(url), headers, bytes(body), "192.0.2.1", NOW);
    }

    static InboundRequest post(Map<String, List<String>> headers, String body) {
        return request("POST", "https://hooks.example.com/in", headers, body);
    }

    static JsonNode json(String resource) {
        try (var stream = Objects.requireNonNull(Vectors.class.getResourceAsStream(resource))) {
            return json(stream.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static JsonNode json(byte[] text) {
        return Objects.requireNonNull(Json.parseOrNull(text));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> queryOf(String url) {
        var query = new LinkedHashMap<String, List<String>>();
        var at = url.indexOf('?');
        for (var pair : at < 0 ? new String[0] : url.substring(at + 1).split("&", -1)) {
            var equals = pair.indexOf('=');
            query.computeIfAbsent(decoded(pair.substring(0, equals)), name -> new ArrayList<>())
                    .add(decoded(pair.substring(equals + 1)));
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
