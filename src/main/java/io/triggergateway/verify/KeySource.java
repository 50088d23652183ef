package io.triggergateway.verify;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a sender publishes the key that it signs with.
 *
 * @param url may hold values of the request; whatever it becomes has to lead to one of {@code hosts}
 * @param headers credentials among them
 * @param body JSON that is posted; null to get
 * @param keyId which key is meant; null when there is one only
 * @param at where the key stands in an answer that is JSON
 * @param subject what a certificate has to be made out to; null when that is not checked
 */
record KeySource(
        Template url,
        HostPattern hosts,
        @Nullable String pathEnd,
        Map<String, Template> headers,
        ReplyTemplate.@Nullable JsonTemplate body,
        @Nullable ValueExpression keyId,
        Inquiry.KeyForm form,
        String at,
        @Nullable String subject) {
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_=-]{1,128}");
    private static final byte[] PEM = "-----BEGIN ".getBytes(StandardCharsets.US_ASCII);

    KeySource {
        headers = Map.copyOf(headers);
    }

    /** Either an inquiry, or why the request does not deserve one. */
    sealed interface Question {
        record Ask(Inquiry inquiry) implements Question {}

        record Refused(Verdict.Refused verdict) implements Question {}
    }

    /** Why the place that the request names for the key cannot be right; null when it may be. */
    Verdict.@Nullable Refused refusal(Scope scope) {
        return target(scope) == null ? elsewhere() : null;
    }

    private Verdict.Refused elsewhere() {
        return Refusals.because("Expected a key that is published at %s, but the request names another place or none"
                .formatted(String.join(" or ", hosts.hosts())));
    }

    Question question(Scope scope) {
        var target = target(scope);
        if (target == null) {
            return new Question.Refused(elsewhere());
        }
        var id = keyId == null ? null : only(keyId, scope);
        if (keyId != null && id == null && form != Inquiry.KeyForm.JWKS) {
            return new Question.Refused(Refusals.missing("the id of a key in " + keyId.description()));
        }
        var call = call(target, scope);
        return call == null
                ? new Question.Refused(Refusals.missing("all that it takes to ask for the key"))
                : new Question.Ask(new Inquiry.Keys(call, form, at, id, subject));
    }

    private @Nullable URI target(Scope scope) {
        var rendered = form == Inquiry.KeyForm.CERTIFICATE || isHarmless(scope) ? url.render(scope) : null;
        var target = rendered == null ? null : hosts.accept(new String(rendered, StandardCharsets.UTF_8));
        return target != null && (form != Inquiry.KeyForm.CERTIFICATE || isFile(target)) ? target : null;
    }

    /** Certificates are files; an answer to a question may hold what a stranger wrote into the question. */
    private boolean isFile(URI target) {
        return target.getRawQuery() == null
                && (pathEnd == null || target.getPath().endsWith(pathEnd));
    }

    /** A message may choose a key, but no other path at the place where keys are. */
    private boolean isHarmless(Scope scope) {
        return url.expressions().stream()
                .filter(expression -> !expression.allSources().stream().allMatch(Source.Constant.class::isInstance))
                .flatMap(expression -> expression.evaluate(scope).stream())
                .allMatch(value -> KEY_ID.matcher(new String(value, StandardCharsets.ISO_8859_1))
                        .matches());
    }

    private static @Nullable String only(ValueExpression expression, Scope scope) {
        var values = expression.evaluate(scope);
        return values.size() == 1 ? new String(values.getFirst(), StandardCharsets.UTF_8) : null;
    }

    private Inquiry.@Nullable Call call(URI target, Scope scope) {
        var rendered = new HashMap<String, String>();
        for (var header : headers.entrySet()) {
            var value = header.getValue().render(scope);
            if (value == null) {
                return null;
            }
            rendered.put(header.getKey(), new String(value, StandardCharsets.ISO_8859_1));
        }
        if (body == null) {
            return new Inquiry.Call("GET", target, rendered, "");
        }
        var json = ReplyTemplate.value(body, scope);
        return json == null ? null : new Inquiry.Call("POST", target, rendered, json.toString());
    }

    /** Whether asking takes a credential of the operator's, which then stands in the secret's place. */
    boolean asksWithSecret() {
        return headers.values().stream().anyMatch(Template::usesSecret)
                || body != null && ReplyTemplate.templates(body).stream().anyMatch(Template::usesSecret);
    }

    /** Whether the secret is the sender's public key itself, so that nobody has to be asked. */
    boolean isPinned(byte[] secret) {
        var pem = secret.length > PEM.length && Arrays.equals(secret, 0, PEM.length, PEM, 0, PEM.length);
        return pem || !asksWithSecret();
    }
}
