package io.triggergateway.verify;

import com.fasterxml.jackson.databind.JsonNode;
import inet.ipaddr.IPAddress;
import io.triggergateway.secret.Credentials;
import io.triggergateway.secret.CredentialsOpener;
import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Secret;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compiles what a trigger says about its sender into something that can check requests. */
public final class Verifiers {
    private final ProviderCatalogue catalogue;
    private final InstantSource clock;

    public Verifiers(ProviderCatalogue catalogue, InstantSource clock) {
        this.catalogue = catalogue;
        this.clock = clock;
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
                findings.add(pointer + "/secret", "Expected a secret, but there is none");
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
            Map<String, String> params = signature.params();
            var compiled = SchemeCompiler.compile(scheme, params, place, findings);
            var credentials = open(signature.secrets(), pointer);
            if (compiled == null) {
                return null;
            }
            tryKeys(compiled, credentials, place(signature.secrets(), pointer));
            return new SignatureScheme(compiled, credentials, neverRepeats);
        }

        /** A secret in the wrong form would refuse every delivery; better said now. */
        private void tryKeys(CompiledScheme scheme, Credentials credentials, String place) {
            for (var secret : credentials.active(clock.instant())) {
                scheme.check().keys(ring -> {
                    if (ring.key(secret.value()) instanceof PreparedKey.Unusable(var reason)) {
                        findings.add(place, reason);
                    }
                });
            }
        }
    }
}
