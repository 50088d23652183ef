package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates documents that are right, in many of the ways that people may write them. */
final class TriggerDocuments {
    /** In every generated secret that is no reference. */
    static final String SECRET = "hush-";

    private TriggerDocuments() {}

    static Arbitrary<JsonNode> any() {
        return Arbitraries.oneOf(
                        document("webhook", endpoint().map("endpoint: %s"::formatted)),
                        document("schedule", schedule().map("schedule: %s, data: {x: [1, null]}"::formatted)),
                        document("event", pick("match: {types: ['a.*'], sources: [/x]}", "match: {}", "scope: flow")),
                        document("manual", pick("ui: {icon: up, form: [{name: x, type: text}]}", "enabled: false")))
                .map(Documents::yaml);
    }

    private static Arbitrary<String> document(String type, Arbitrary<String> part) {
        var name = Arbitraries.strings()
                .withChars("abcxyz019")
                .ofMinLength(1)
                .ofMaxLength(20)
                .map("n%s"::formatted);
        var common = fields(Map.of(
                "displayName", text(),
                "description", text(),
                "source", pick("external", "internal"),
                "tags", pick("[a]", "[a, b, 'ü']", "[]"),
                "expectedSubscribers", pick("[f]", "['Flow:1', g]"),
                "schema", pick("true", "{type: object}"),
                "filter", pick("'payload.x > 1'"),
                "transform", pick("payload.x", "{a: [b, 1, null, {c: 'd'}]}", "[x]"),
                "config", config()));
        return Combinators.combine(name, part, common)
                .as((named, own, rest) -> "{name: %s, type: %s, %s%s}".formatted(named, type, own, rest));
    }

    private static Arbitrary<String> endpoint() {
        var responses =
                pick("{}", "{status: 204}", "{body: {x: 1}}", "{status: 200, body: ok, headers: {X-A: '1', x-b: c}}");
        var optional = fields(Map.of(
                "method", pick("POST", "get", "[POST, PUT]", "[DELETE]"),
                "events", pick("[]", "['a.*', b]"),
                "publicUrl", pick("'https://h.example/in?x=1'", "'http://h.example:8080'"),
                "cors", pick("{origins: ['*']}", "{origins: ['https://a.example', 'http://localhost:3000']}"),
                "response", responses));
        var path = pick("/webhooks/x", "x", "/webhooks/webhooks/y", "'{a}/b/{c_D}'", "/a.b~c_d-e");
        return Combinators.combine(path, auth(), optional)
                .as((where, auth, rest) -> "{path: %s, auth: %s%s}".formatted(where, auth, rest));
    }

    private static Arbitrary<String> auth() {
        return Arbitraries.oneOf(pick("{type: shared}", "{type: none}"), proof(), combination(2));
    }

    private static Arbitrary<String> combination(int depth) {
        var part = depth == 1 ? proof() : Arbitraries.oneOf(proof(), combination(depth - 1));
        return Combinators.combine(pick("all", "any"), part.list().ofMinSize(1).ofMaxSize(3))
                .as((type, of) -> "{type: %s, of: [%s]}".formatted(type, String.join(", ", of)));
    }

    private static Arbitrary<String> proof() {
        var kinds = pick(
                "type: bearer",
                "type: apikey",
                "type: apikey, header: X-Key",
                "type: apikey, query: key",
                "type: basic, username: u",
                "type: signature, provider: stripe",
                "type: signature, provider: meta, params: {verify_token: t}",
                "type: signature, scheme: {verify: {algorithm: x}}",
                "type: signature, header: X-S, prefix: 'v=', algorithm: SHA512, encoding: base64url");
        var withSecret = Combinators.combine(kinds, secrets()).as("{%s, %s}"::formatted);
        return Arbitraries.oneOf(withSecret, pick("{type: ip, allow: [192.0.2.0/24, '2001:db8::1']}"));
    }

    private static Arbitrary<String> secrets() {
        var one = Arbitraries.oneOf(
                pick("'env:NAME'", "'file:/run/x'"), Arbitraries.integers().map(n -> "'" + SECRET + n + "'"));
        var validity = pick(", notBefore: '2026-01-01T00:00:00+01:00'", ", expiresAt: '2030-01-01T00:00:00.5Z'", "");
        var item = Combinators.combine(one, validity).as("{value: %s%s}"::formatted);
        var list = Arbitraries.oneOf(one, item).list().ofMinSize(1).ofMaxSize(5);
        return Arbitraries.oneOf(
                one.map("secret: %s"::formatted), list.map(all -> "secrets: [%s]".formatted(String.join(", ", all))));
    }

    private static Arbitrary<String> schedule() {
        var timing = pick(
                "cron: '0 2 * * *'",
                "interval: 90m",
                "interval: 1000",
                "at: '09:30'",
                "at: '09:30:15'",
                "every: {days: 1, seconds: 5}",
                "once: '2026-11-24T09:00:00-05:00'");
        var optional = fields(Map.of(
                "enabled", pick("true", "false"),
                "timezone", pick("UTC", "Europe/Berlin", "Etc/UTC"),
                "overlap", pick("allow", "skip", "queue", "replace"),
                "jitter", pick("0", "30s"),
                "catchUp", pick("{}", "{policy: none}", "{policy: all, window: 2d, max: 7}"),
                "dst", pick("{}", "{gap: skip}", "{repeat: both, gap: shift}"),
                "startAt", pick("'2026-01-01T00:00:00.123456Z'"),
                "endAt", pick("'2030-01-01T00:00:00Z'"),
                "maxFirings", pick("1", "1000000000000"),
                "runTimeout", pick("PT1H")));
        return Combinators.combine(timing, optional).as("{%s%s}"::formatted);
    }

    private static Arbitrary<String> config() {
        var deduplicate = pick("false", "{}", "{body: true}", "{body: auto, window: 4d}", "{key: k, body: 'false'}");
        return fields(Map.of(
                        "persistData", pick("true", "false"),
                        "retentionDays", pick("1", "3650"),
                        "rateLimit", pick("{max: 5, window: 1m}", "{max: 1000000000, window: 1, key: ip}"),
                        "deduplicate", deduplicate,
                        "maxBody", pick("1", "10485760")))
                .map(fields -> "{" + fields.replaceFirst("^, ", "") + "}");
    }

    /** Each of the fields or not, every one after a comma. */
    private static Arbitrary<String> fields(Map<String, Arbitrary<String>> optional) {
        var choices = optional.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(field -> Arbitraries.oneOf(
                        pick(""), field.getValue().map(value -> ", %s: %s".formatted(field.getKey(), value))))
                .toList();
        return Combinators.combine(choices).as(all -> all.stream().collect(Collectors.joining()));
    }

    private static Arbitrary<String> text() {
        return Arbitraries.strings()
                .withChars("aZ ü€'\"\\{}[]:,#")
                .ofMinLength(1)
                .ofMaxLength(30)
                .filter(text -> !text.isBlank())
                .map(text -> "'" + text.replace("'", "''") + "'");
    }

    private static Arbitrary<String> pick(String... choices) {
        return Arbitraries.of(choices);
    }
}
