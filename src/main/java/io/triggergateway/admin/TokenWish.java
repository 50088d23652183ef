package io.triggergateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.access.NewToken;
import io.triggergateway.access.Role;
import io.triggergateway.trigger.Durations;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Instants;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which token somebody wants: {@code {name, role, expiresAt or expiresIn}}; throws {@link Refused}. */
final class TokenWish {
    private static final Set<String> FIELDS = Set.of("name", "role", "expiresAt", "expiresIn");
    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,127}";

    private TokenWish() {}

    static NewToken read(JsonNode document, Instant now) {
        var findings = new Findings();
        if (!document.isObject()) {
            findings.add("", "Expected an object with name and role");
        }
        document.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                findings.add("/" + field, "Expected one of name, role, expiresAt, expiresIn");
            }
        });
        var name = document.path("name").asText("");
        if (!name.matches(NAME)) {
            findings.add("/name", "Expected small letters, digits, dots, dashes and underscores, at most 128");
        }
        var role = Optional.of(document.path("role").asText("")).flatMap(Role::of);
        if (role.isEmpty()) {
            findings.add("/role", "Expected viewer, engine, operator or admin");
        }
        var expiresAt = expiry(document, now, findings);
        var errors = findings.errors();
        if (!errors.isEmpty()) {
            throw new Refused(ProblemType.INVALID_DOCUMENT.of(errors.getFirst().sentence(), errors));
        }
        return new NewToken(name, role.orElseThrow(), expiresAt);
    }

    private static @Nullable Instant expiry(JsonNode document, Instant now, Findings findings) {
        var in = document.get("expiresIn");
        var at = document.get("expiresAt");
        if (in != null && at != null) {
            findings.add("/expiresIn", "Expected either expiresAt or expiresIn, but both are there");
            return null;
        }
        var expiry = in == null ? null : Durations.parse(in, "/expiresIn", findings);
        var instant = at == null ? null : Instants.parse(at, "/expiresAt", findings);
        var end = expiry == null ? instant : now.plus(expiry);
        if (end != null && !end.isAfter(now)) {
            findings.add(in == null ? "/expiresAt" : "/expiresIn", "Expected a time to come, but it is over");
        }
        return end;
    }
}
