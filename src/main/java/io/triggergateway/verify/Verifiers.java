package io.triggergateway.verify;

import com.fasterxml.jackson.databind.JsonNode;
import inet.ipaddr.IPAddress;
import io.triggergateway.expression.Expressions;
import io.triggergateway.expression.Scope;
import io.triggergateway.secret.ActiveSecret;
import io.triggergateway.secret.Credentials;
import io.triggergateway.secret.CredentialsOpener;
import io.triggergateway.secret.OpenedParams;
import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.IpText;
import io.triggergateway.trigger.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compiles what a trigger says about its sender into something that can check requests. */
public final class Verifiers {
    private final ProviderCatalogue catalogue;
    private final Outside outside;
    private final InstantSource clock;
    private final int mostSignatures;

    /** @param outside what may be asked beyond the gateway */
    public Verifiers(ProviderCatalogue catalogue, Outside outside, InstantSource clock) {
        this(catalogue, outside, clock, SignatureCheck.USUAL_MOST);
    }

    /** @param mostSignatures how many signatures of one request are compared; with more it is refused */
    public Verifiers(ProviderCatalogue catalogue, Outside outside, InstantSource clock, int mostSignatures) {
        this.catalogue = catalogue;
        this.outside = outside;
        this.clock = clock;
        this.mostSignatures = mostSignatures;
    }

    /**
     * Null when something is wrong, which is noted in {@code findings}.
     *
     * @param pointer where {@code auth} stands in its document, as a JSON Pointer
     */
    public @Nullable CompiledAuth compile(Auth auth, String pointer, CredentialsOpener opener, Findings findings) {
        return new Compilation(opener, findings).compile(auth, pointer);
    }

    private final class Compilation {
        private final CredentialsOpener opener;
        private final Findings findings;

        Compilation(CredentialsOpener opener, Findings findings) {
            this.opener = opener;
            this.findings = findings;
        }

        @Nullable
        CompiledAuth compile(Auth auth, String pointer) {
            return switch (auth) {
                case Auth.Signature signature -> signature(signature, pointer);
                case Auth.Bearer(var secrets) -> new BearerAuth(open(secrets, pointer));
                case Auth.ApiKey key -> apiKey(key, pointer);
                case Auth.Basic basic -> basic(basic, pointer);
                case Auth.Jwt jwt -> jwt(jwt, pointer);
                case Auth.Custom custom -> custom(custom, pointer);
                case Auth.Ip(var allow) -> ip(allow, pointer);
                case Auth.All(var of) -> {
                    var members = members(of, pointer);
                    yield members == null ? null : new AllAuth(members);
                }
                case Auth.Any(var of) -> {
                    var members = members(of, pointer);
                    yield members == null ? null : new AnyAuth(members);
                }
                case Auth.Shared shared ->
                    wrong(pointer, "Expected a kind of its own, but shared stands for that of another trigger");
                case Auth.None none -> new NoAuth();
            };
        }

        private @Nullable CompiledAuth wrong(String pointer, String detail) {
            findings.add(pointer, detail);
            return null;
        }

        private Credentials open(List<Secret> secrets, String pointer) {
            if (secrets.isEmpty()) {
                findings.add(pointer + "/secret", Secret.ABSENT);
            }
            return openOptional(secrets, pointer);
        }

        private Credentials openOptional(List<Secret> secrets, String pointer) {
            if (secrets.isEmpty()) {
                return now -> List.of();
            }
            return opener.open(secrets, place(secrets, pointer), findings);
        }

        private static String place(List<Secret> secrets, String pointer) {
            return pointer + (secrets.size() > 1 ? "/secrets" : "/secret");
        }

        private CompiledAuth apiKey(Auth.ApiKey key, String pointer) {
            var query = key.query();
            var header = Objects.requireNonNullElse(key.header(), ApiKeyAuth.DEFAULT_HEADER);
            var credentials = open(key.secrets(), pointer);
            return query == null
                    ? new ApiKeyAuth(header, false, credentials)
                    : new ApiKeyAuth(query, true, credentials);
        }

        private CompiledAuth basic(Auth.Basic basic, String pointer) {
            if (basic.username().indexOf(':') >= 0) {
                findings.add(
                        pointer + "/username", "Expected a user name without a colon, which HTTP Basic cannot carry");
            }
            return new BasicAuth(basic.username(), open(basic.secrets(), pointer));
        }

        private @Nullable CompiledAuth custom(Auth.Custom custom, String pointer) {
            var credentials = openOptional(custom.secrets(), pointer);
            if (custom.url() != null) {
                var url = URI.create(custom.url());
                refuse(outside.refusal(url), pointer + "/url");
                return new ServiceAuth(url, credentials, !custom.secrets().isEmpty());
            }
            if (custom.verifier() != null) {
                return plugin(custom, custom.verifier(), credentials, pointer);
            }
            var source = Objects.requireNonNullElse(custom.expression(), "");
            var filter = Expressions.filter(source, Scope.PROOF, pointer + "/expression", findings);
            if (filter != null && custom.secrets().isEmpty() && filter.names().contains("secret")) {
                // Whatever is empty would equal it.
                findings.add(pointer + "/secret", Secret.ABSENT);
            }
            return filter == null
                    ? null
                    : new ExpressionAuth(
                            filter, credentials, !custom.secrets().isEmpty(), ExpressionAuth.credentialHeaders(source));
        }

        private @Nullable CompiledAuth plugin(
                Auth.Custom custom, String verifier, Credentials credentials, String pointer) {
            return outside.hasVerifier(verifier)
                    ? new PluginAuth(verifier, credentials, !custom.secrets().isEmpty())
                    : wrong(
                            pointer + "/verifier",
                            ("Expected a verifier of a plugin in gateway.plugins, but there is no \"%s\": its jar has to list"
                                            + " it in META-INF/services")
                                    .formatted(verifier));
        }

        private void refuse(@Nullable String sentence, String place) {
            if (sentence != null) {
                findings.add(place, sentence);
            }
        }

        private @Nullable CompiledAuth ip(List<String> allow, String pointer) {
            if (allow.isEmpty()) {
                return wrong(pointer + "/allow", "Expected at least one address or range, but the list is empty");
            }
            var ranges = new ArrayList<IPAddress>();
            for (var at = 0; at < allow.size(); at++) {
                var range = IpText.range(allow.get(at));
                if (range == null) {
                    findings.add(
                            pointer + "/allow/" + at,
                            "Expected an address or a range such as 192.0.2.0/24 or 2001:db8::/32, but found \"%s\""
                                    .formatted(allow.get(at)));
                } else {
                    ranges.add(range);
                }
            }
            return ranges.size() == allow.size() ? new IpAuth(ranges) : null;
        }

        private @Nullable List<CompiledAuth> members(List<Auth> of, String pointer) {
            if (of.isEmpty()) {
                wrong(pointer + "/of", "Expected at least one kind of authentication, but the list is empty");
                return null;
            }
            var compiled = new ArrayList<CompiledAuth>();
            for (var at = 0; at < of.size(); at++) {
                var member = compile(of.get(at), pointer + "/of/" + at);
                if (member != null) {
                    compiled.add(member);
                }
            }
            return compiled.size() == of.size() ? compiled : null;
        }

        private @Nullable CompiledAuth signature(Auth.Signature signature, String pointer) {
            var scheme = signature.scheme();
            if (scheme != null) {
                return signature(signature, scheme, pointer, pointer + "/scheme", false);
            }
            var provider = Objects.requireNonNullElse(signature.provider(), "");
            var document = catalogue.find(provider).orElse(null);
            if (document == null) {
                return wrong(pointer + "/provider", notFound(provider));
            }
            ProviderParams.check(document, signature.params(), pointer + "/params", findings);
            return signature(signature, document.scheme(), pointer, pointer, document.bodyNeverRepeats());
        }

        private String notFound(String provider) {
            return catalogue
                    .findUnsupported(provider)
                    .map(known -> "Expected a provider that the gateway can verify, but %s is not one: %s"
                            .formatted(known.name(), known.reason()))
                    .orElseGet(() -> "Expected a provider of the catalogue, but found \"%s\"".formatted(provider));
        }

        private @Nullable CompiledAuth signature(
                Auth.Signature signature, JsonNode scheme, String pointer, String place, boolean neverRepeats) {
            var params = OpenedParams.of(signature.params(), opener, clock.instant(), pointer + "/params", findings);
            var compiled = SchemeCompiler.compile(scheme, params, mostSignatures, place, findings);
            var secrets = signature.secrets();
            var credentials = openOptional(secrets, pointer);
            if (compiled == null) {
                return null;
            }
            if (secrets.isEmpty() && compiled.needsSecret()) {
                findings.add(pointer + "/secret", Secret.ABSENT);
            }
            checkKeys(compiled, credentials, pointer, place(secrets, pointer));
            return new SignatureScheme(compiled, credentials, neverRepeats);
        }

        private @Nullable CompiledAuth jwt(Auth.Jwt jwt, String pointer) {
            var compiled = SchemeCompiler.compile(JwtScheme.of(jwt), Map.of(), pointer, findings);
            if (compiled == null) {
                return null;
            }
            var credentials = pinned(jwt.publicKey());
            checkKeys(compiled, credentials, pointer, pointer + "/publicKey");
            return new SignatureScheme(compiled, credentials, false);
        }

        private static Credentials pinned(@Nullable String publicKey) {
            if (publicKey == null) {
                return now -> List.of();
            }
            var pinned = List.of(new ActiveSecret(0, publicKey.getBytes(StandardCharsets.UTF_8)));
            return now -> pinned;
        }

        private void checkKeys(CompiledScheme scheme, Credentials credentials, String pointer, String secretPlace) {
            var source = scheme.keySource();
            var pinned = credentials.active(clock.instant()).stream()
                    .filter(secret -> source == null || source.isPinned(secret.value()))
                    .toList();
            tryKeys(scheme, pinned, secretPlace);
            if (source != null && pinned.isEmpty()) {
                checkReach(source.hosts(), pointer);
            }
        }

        /** Where a wildcard stands for a region, say, only a request tells which host it is. */
        private void checkReach(HostPattern hosts, String pointer) {
            var refusals = hosts.exact().stream()
                    .map(url -> Objects.requireNonNullElse(outside.refusal(url), ""))
                    .toList();
            if (!hosts.hasWildcard() && refusals.stream().noneMatch(String::isEmpty)) {
                refuse(refusals.getFirst(), pointer);
            }
        }

        /** Where a message names the algorithm, the key is of one kind and the others are not for it. */
        private void tryKey(List<KeyRing> rings, byte[] secret, String place) {
            var reasons = rings.stream()
                    .map(ring -> ring.key(secret))
                    .map(key -> key instanceof PreparedKey.Unusable(var reason) ? reason : "")
                    .toList();
            if (!reasons.isEmpty() && reasons.stream().noneMatch(String::isEmpty)) {
                findings.add(
                        place, String.join("; ", reasons.stream().distinct().toList()));
            }
        }

        /** A secret in the wrong form would refuse every delivery; better said now. */
        private void tryKeys(CompiledScheme scheme, List<ActiveSecret> secrets, String place) {
            for (var secret : secrets) {
                scheme.check().keys(rings -> tryKey(rings, secret.value(), place));
            }
        }
    }
}
