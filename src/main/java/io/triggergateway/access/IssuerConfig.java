package io.triggergateway.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An issuer of JWTs whose users may call the admin side: single sign-on. */
@ConfigMapping(prefix = "gateway.auth.jwt")
public interface IssuerConfig {
    /** What a token has to say as {@code iss}; none means that no JWT counts. */
    Optional<String> issuer();

    /** One of these has to be among what a token says as {@code aud}. */
    Optional<List<String>> audience();

    /** Where the issuer publishes its keys; its host has to be in {@code gateway.outbound.allow}. */
    Optional<String> jwks();

    /** The issuer's public key as PEM, instead of an address. */
    Optional<String> publicKey();

    /** The claim that says what a user may do: a text or a list; dots lead into objects. */
    @WithDefault("roles")
    String roleClaim();

    /** The claim that says who the user is. */
    @WithDefault("sub")
    String nameClaim();

    /** Which value of that claim gives which role; of several the highest counts. */
    Map<String, Role> roles();
}
