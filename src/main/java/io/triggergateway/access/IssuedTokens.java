package io.triggergateway.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.logging.Log;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.triggergateway.evidence.Inquirer;
import io.triggergateway.payload.Json;
import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.Findings;
import io.triggergateway.verify.CompiledAuth;
import io.triggergateway.verify.InboundRequest;
import io.triggergateway.verify.Verdict;
import io.triggergateway.verify.Verifiers;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JWTs of the configured issuer, with what verifies those of webhooks: algorithms with public keys only, the
 * key by its id, issuer, audience and times.
 */
@Singleton
final class IssuedTokens {
    private static final int PARTS = 3;

    private final IssuerConfig config;
    private final @Nullable CompiledAuth auth;
    private final Inquirer inquirer;
    private final Clock clock;

    /** Refuses a configuration that lets in nobody, or anybody, with a sentence that names the setting. */
    IssuedTokens(IssuerConfig config, Verifiers verifiers, Inquirer inquirer, Clock clock) {
        this.config = config;
        this.inquirer = inquirer;
        this.clock = clock;
        this.auth = config.issuer()
                .map(issuer -> compile(issuer, config, verifiers))
                .orElse(null);
    }

    /** True for what can only be a token of an issuer, when there is one. */
    boolean mayBe(String token) {
        return auth != null && token.split("\\.", -1).length == PARTS;
    }

    /** Whose token it is; never fails. */
    Future<Credentials.Finding> find(String token) {
        var compiled = Objects.requireNonNull(auth, "Expected an issuer, but none is configured");
        var request = new InboundRequest(
                "GET",
                "",
                "/",
                Map.of(),
                Map.of("authorization", List.of("Bearer " + token)),
                new byte[0],
                "",
                clock.instant());
        return inquirer.gather(compiled.inquiries(request))
                .map(evidence -> compiled.verify(request.withEvidence(evidence)))
                .map(verdict -> finding(verdict, token));
    }

    private Credentials.Finding finding(Verdict verdict, String token) {
        return switch (verdict) {
            case Verdict.Passed passed -> granted(claims(token));
            case Verdict.Refused(int status, var reason) -> {
                Log.debugf("A token of the issuer was refused: %s", reason);
                yield new Credentials.Finding.Wrong();
            }
            case Verdict.Unknown(var reason) -> {
                Log.warnf("A token of the issuer cannot be checked: %s", reason);
                yield new Credentials.Finding.Unknown();
            }
        };
    }

    private Credentials.Finding granted(JsonNode claims) {
        var name = claim(claims, config.nameClaim()).asText("").strip();
        var role = IssuedRole.of(claim(claims, config.roleClaim()), config.roles());
        if (role.isEmpty() || name.isEmpty() || !claims.path("exp").isIntegralNumber()) {
            Log.infof(
                    "A token of the issuer is right but not let in: it needs the claims %s with a value of"
                            + " gateway.auth.jwt.roles, %s, and exp",
                    config.roleClaim(), config.nameClaim());
            return new Credentials.Finding.Wrong();
        }
        var until = Instant.ofEpochSecond(claims.path("exp").longValue());
        var caller = new Caller(IssuedRole.name(name), role.get());
        return new Credentials.Finding.Known(new Grant(caller, null, until), Optional.empty());
    }

    /** A claim whose name has dots, or else one within objects. */
    private static JsonNode claim(JsonNode claims, String name) {
        if (claims.has(name)) {
            return claims.path(name);
        }
        JsonNode found = claims;
        for (var part : name.split("\\.")) {
            found = found.path(part);
        }
        return found;
    }

    /** What was verified a moment ago, so it can be read. */
    private static JsonNode claims(String token) {
        var part = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return Objects.requireNonNull(Json.parseOrNull(part));
    }

    private static CompiledAuth compile(String issuer, IssuerConfig config, Verifiers verifiers) {
        require(config.audience().isPresent(), "audience", "say for whom a token is, or those for others would count");
        require(
                config.jwks().isPresent() != config.publicKey().isPresent(),
                "jwks",
                "be set, or public-key, and not both");
        require(!config.roles().isEmpty(), "roles", "map a value of the role claim to a role, or nobody gets in");
        var jwt = new Auth.Jwt(
                config.jwks().orElse(null),
                config.publicKey().orElse(null),
                issuer,
                config.audience().orElseThrow());
        var findings = new Findings();
        var compiled = verifiers.compile(jwt, "", (secrets, pointer, ignored) -> now -> List.of(), findings);
        if (compiled == null || !findings.isEmpty()) {
            throw new ConfigurationException("Expected gateway.auth.jwt to be usable, but "
                    + findings.all().stream().map(Object::toString).findFirst().orElse("it is not"));
        }
        return compiled;
    }

    private static void require(boolean holds, String setting, String what) {
        if (!holds) {
            throw new ConfigurationException(
                    "Expected gateway.auth.jwt.%s to %s, as gateway.auth.jwt.issuer is set".formatted(setting, what));
        }
    }
}
