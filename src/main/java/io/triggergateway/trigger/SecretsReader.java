package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Reads {@code secret} or {@code secrets}; never repeats a value in a finding. */
final class SecretsReader {
    private static final int MOST = 5;
    private static final int LONGEST = 16_384;
    private static final Pattern VARIABLE = Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*");
    private static final Secret MISSING = new Secret("", null, null);

    private SecretsReader() {}

    /** Like {@link #read}, where there may be none. */
    static List<Secret> readOptional(Fields fields) {
        return fields.has("secret") || fields.has("secrets") ? read(fields) : List.of();
    }

    static List<Secret> read(Fields fields) {
        var single = fields.value("secret");
        var several = fields.value("secrets");
        if (single != null && several != null) {
            fields.refuse("secrets", "Expected 'secret' or 'secrets', but both are given");
            return List.of();
        }
        if (single == null && several == null) {
            fields.refuse("secret", Secret.ABSENT);
            return List.of();
        }
        return several == null
                ? List.of(new Secret(
                        text(Objects.requireNonNull(single), fields.at("secret"), fields.findings()), null, null))
                : several(fields, several);
    }

    private static List<Secret> several(Fields fields, JsonNode list) {
        if (!list.isArray() || list.isEmpty() || list.size() > MOST) {
            fields.refuse(
                    "secrets",
                    "Expected a list of 1 to %d secrets, but found %s"
                            .formatted(MOST, list.isArray() ? "a list of " + list.size() : Found.kind(list)));
            return List.of();
        }
        return fields.each("secrets", MOST, (value, place) -> item(value, place, fields.findings()));
    }

    private static Secret item(JsonNode value, String place, Findings findings) {
        if (!value.isObject()) {
            return new Secret(text(value, place, findings), null, null);
        }
        var fields = Fields.of(value, place, findings);
        return fields == null ? MISSING : withValidity(fields);
    }

    private static Secret withValidity(Fields fields) {
        fields.require("value", "env:NAME, file:PATH or the secret's value");
        var value = fields.value("value");
        var secret = new Secret(
                value == null ? "" : text(value, fields.at("value"), fields.findings()),
                fields.instant("notBefore"),
                fields.instant("expiresAt"));
        if (secret.notBefore() != null
                && secret.expiresAt() != null
                && !secret.notBefore().isBefore(secret.expiresAt())) {
            fields.refuse("expiresAt", "Expected 'expiresAt' to be after 'notBefore', but it is not");
        }
        fields.done();
        return secret;
    }

    private static String text(JsonNode value, String place, Findings findings) {
        if (!value.isTextual()
                || value.textValue().isEmpty()
                || value.textValue().length() > LONGEST) {
            findings.add(
                    place,
                    "Expected a secret of 1 to %,d characters as text, but found %s"
                            .formatted(LONGEST, value.isTextual() ? "none or more" : Found.kind(value)));
            return "";
        }
        return checked(unwrapped(value.textValue()), place, findings);
    }

    private static String checked(String secret, String place, Findings findings) {
        if (!secret.equals(secret.strip())) {
            findings.add(place, "Expected a secret without blanks around it, but it starts or ends with one");
        } else if (secret.startsWith("env:") && !VARIABLE.matcher(secret).matches()) {
            findings.add(place, "Expected env: and the name of an environment variable, but found another name");
        } else if (secret.equals("file:")) {
            findings.add(place, "Expected file: and a path, but the path is missing");
        }
        return secret;
    }

    /** A key in PEM form ends its last line; the line's end is no part of the key. */
    private static String unwrapped(String secret) {
        return secret.startsWith("-----BEGIN ") ? secret.stripTrailing() : secret;
    }
}
