package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a webhook's sender proves who it is. */
public sealed interface Auth {
    /** The providers of the catalogue that it names, in order. */
    default List<String> providers() {
        return switch (this) {
            case Signature signature -> Stream.ofNullable(signature.provider()).toList();
            case All(var of) ->
                of.stream().flatMap(part -> part.providers().stream()).toList();
            case Any(var of) ->
                of.stream().flatMap(part -> part.providers().stream()).toList();
            case Bearer bearer -> List.of();
            case ApiKey key -> List.of();
            case Basic basic -> List.of();
            case Jwt jwt -> List.of();
            case Custom custom -> List.of();
            case Ip address -> List.of();
            case Shared shared -> List.of();
            case None none -> List.of();
        };
    }

    /**
     * A signature by a known provider, or by a scheme written in place.
     *
     * @param provider id of a provider document; null when {@code scheme} is given
     * @param scheme a document in the language of the provider catalogue; null when {@code provider} is given
     * @param secrets empty where the sender publishes its key, or has yet to send the secret itself
     * @param params what the provider asks for beside the secret
     */
    record Signature(
            @Nullable String provider, @Nullable JsonNode scheme, List<Secret> secrets, Map<String, String> params)
            implements Auth {
        public Signature {
            secrets = List.copyOf(secrets);
            params = Map.copyOf(params);
        }
    }

    /** {@code Authorization: Bearer} equals a secret (RFC 6750). */
    record Bearer(List<Secret> secrets) implements Auth {
        public Bearer {
            secrets = List.copyOf(secrets);
        }
    }

    /** A header or a query parameter equals a secret; exactly one of the two is set. */
    record ApiKey(@Nullable String header, @Nullable String query, List<Secret> secrets) implements Auth {
        public ApiKey {
            secrets = List.copyOf(secrets);
        }
    }

    /** HTTP Basic (RFC 7617). */
    record Basic(String username, List<Secret> secrets) implements Auth {
        public Basic {
            secrets = List.copyOf(secrets);
        }
    }

    /**
     * A JSON Web Token as bearer token (RFC 7519); exactly one of {@code jwksUrl} and {@code publicKey} is set.
     *
     * @param jwksUrl where the issuer publishes its keys
     * @param publicKey in PEM: a key or a certificate
     * @param issuer what the token's {@code iss} has to be
     * @param audience what the token's {@code aud} has to name, one of these
     */
    record Jwt(@Nullable String jwksUrl, @Nullable String publicKey, String issuer, List<String> audience)
            implements Auth {
        public Jwt {
            audience = List.copyOf(audience);
        }
    }

    /**
     * Whatever the operator says; exactly one of the first three is set.
     *
     * @param expression CEL that gives true
     * @param url of a service that is asked
     * @param verifier name of a class from a plugin
     * @param secrets what the expression sees as {@code secret}, the service gets as bearer token, the class is handed;
     *     may be empty
     */
    record Custom(
            @Nullable String expression,
            @Nullable String url,
            @Nullable String verifier,
            List<Secret> secrets) implements Auth {
        public Custom {
            secrets = List.copyOf(secrets);
        }
    }

    /** The client's address is in one of the ranges. */
    record Ip(List<String> allow) implements Auth {
        public Ip {
            allow = List.copyOf(allow);
        }
    }

    /** Every one has to pass. */
    record All(List<Auth> of) implements Auth {
        public All {
            of = List.copyOf(of);
        }
    }

    /** One has to pass. */
    record Any(List<Auth> of) implements Auth {
        public Any {
            of = List.copyOf(of);
        }
    }

    /** As the trigger that owns the path. */
    record Shared() implements Auth {}

    /** Everybody may call; has to be written out. */
    record None() implements Auth {}
}
