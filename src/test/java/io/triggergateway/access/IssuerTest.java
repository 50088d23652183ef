package io.triggergateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.HandMovedClock;
import io.triggergateway.outbound.GivenOutbound;
import io.triggergateway.outbound.Outbound;
import io.triggergateway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single sign-on from end to end: a server that publishes keys, and a gate that asks it, over HTTP. */
class IssuerTest {
    private static final KeyPair ONE = keys();
    private static final KeyPair TWO = keys();
    private static final KeyPair STRANGE = keys();
    private static final String ISSUER = "https://login.example.com";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HandMovedClock clock = new HandMovedClock();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile JsonObject published = set("one", ONE);
    private volatile boolean down;
    private int issuer;
    private int gateway;

    @BeforeEach
    void starts() {
        issuer = done(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"))
                .actualPort();
        var origin = "http://127.0.0.1:" + issuer;
        var outbound =
                new Outbound(vertx, GivenOutbound.config(Map.of("allow", origin, "private-addresses", "127.0.0.0/8")));
        var nowhere = RedisLink.to(vertx, "redis://127.0.0.1:1", Duration.ofSeconds(1));
        var config = GivenAccess.of(
                Map.of("ops", GivenAccess.token(TokenHash.of("sesame").hex(), Role.OPERATOR)));
        var access = new GivenAccess(
                nowhere, config, GivenAccess.issued(settings(origin + "/keys"), outbound, clock), clock);
        var router = Router.router(vertx);
        access.gate.install(router);
        router.route("/*")
                .handler(context -> context.response()
                        .end(CurrentCaller.of(context).orElseThrow().toString()));
        gateway = done(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
                .actualPort();
    }

    @AfterEach
    void stops() {
        client.close();
        done(vertx.close());
    }

    private void answer(HttpServerRequest request) {
        asked.add(request.uri());
        if (down) {
            request.connection().close();
        } else {
            request.response().end(published.encode());
        }
    }

    private static Map<String, String> settings(String jwks) {
        return Map.of(
                "gateway.auth.jwt.issuer", ISSUER,
                "gateway.auth.jwt.audience", "gateway",
                "gateway.auth.jwt.jwks", jwks,
                "gateway.auth.jwt.role-claim", "realm_access.roles",
                "gateway.auth.jwt.roles.ops", "operator",
                "gateway.auth.jwt.roles.eyes", "viewer");
    }

    @Test
    void letsInAUserWithTheRoleThatTheTokenSaysAndAsksForKeysOnce() throws Exception {
        assertThat(call(token("one", ONE)).body()).isEqualTo(new Caller("jwt:ada", Role.OPERATOR).toString());
        var eyes = claims().put("realm_access", new JsonObject().put("roles", new JsonArray().add("eyes")));
        assertThat(call(token(header("one"), eyes, ONE)).body())
                .isEqualTo(new Caller("jwt:ada", Role.VIEWER).toString());

        assertThat(asked).containsExactly("/keys");
    }

    @ParameterizedTest
    @CsvSource({
        "iss, https://evil.example.com",
        "aud, another",
        "exp, 1",
        "exp, soon",
        "exp, ",
        "nbf, 9999999999",
        "realm_access, none",
        "sub, ",
    })
    void refusesClaimsThatAreWrongOrMissing(String claim, String value) throws Exception {
        var claims = claims();
        claims.remove(claim);
        if (value != null) {
            claims.put(claim, value.matches("[0-9]+") ? Long.valueOf(value) : value);
        }

        assertThat(call(token(header("one"), claims, ONE)).statusCode()).isEqualTo(401);
    }

    @Test
    void endsWithTheTokensTime() throws Exception {
        var token = token("one", ONE);
        assertThat(call(token).statusCode()).isEqualTo(200);

        clock.advance(Duration.ofMinutes(10));
        assertThat(call(token).statusCode()).isEqualTo(401);
    }

    @Test
    void followsTheRotationOfKeys() throws Exception {
        assertThat(call(token("one", ONE)).statusCode()).isEqualTo(200);
        assertThat(call(token("two", TWO)).statusCode()).isEqualTo(401);

        published = set("one", ONE);
        published.getJsonArray("keys").add(jwk("two", TWO));
        clock.advance(Duration.ofSeconds(31));
        assertThat(call(token("two", TWO)).statusCode()).isEqualTo(200);
        assertThat(call(token("one", ONE)).statusCode()).isEqualTo(200);

        published = set("two", TWO);
        clock.advance(Duration.ofHours(1));
        assertThat(call(token("one", ONE)).statusCode()).isEqualTo(401);
        assertThat(call(token("two", TWO)).statusCode()).isEqualTo(200);
        assertThat(asked).hasSize(3);
    }

    @Test
    void asksNobodyForEachGuessOfAKey() throws Exception {
        for (int guess = 0; guess < 10; guess++) {
            assertThat(call(token("guess-" + guess, STRANGE)).statusCode()).isEqualTo(401);
        }
        assertThat(asked).containsExactly("/keys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "two", ""})
    void refusesASignatureOfAnotherKey(String id) throws Exception {
        assertThat(call(token(id, STRANGE)).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "RS256", "ES384", "EdDSA", ""})
    void refusesAnotherAlgorithmThanTheKeysOwn(String algorithm) throws Exception {
        var header = header("one").put("alg", algorithm);
        assertThat(call(token(header, claims(), ONE)).statusCode()).isEqualTo(401);
        var unsigned = part(header) + "." + part(claims()) + ".";
        assertThat(call(unsigned).statusCode()).isEqualTo(401);
    }

    @Test
    void takesNoPublishedKeyForASharedSecret() throws Exception {
        var pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(ONE.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----";
        var secrets = List.of(
                pem.getBytes(StandardCharsets.US_ASCII),
                (pem + "\n").getBytes(StandardCharsets.US_ASCII),
                ONE.getPublic().getEncoded(),
                jwk("one", ONE).encode().getBytes(StandardCharsets.US_ASCII));
        for (var secret : secrets) {
            var signed = part(header("one").put("alg", "HS256")) + "." + part(claims());
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            var forged = signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
            assertThat(call(forged).statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u"})
    void asksOnlyWhereTheIssuerIsConfigured(String field) throws Exception {
        var elsewhere = header("strange").put(field, "http://127.0.0.1:" + issuer + "/strange");
        assertThat(call(token(elsewhere, claims(), STRANGE)).statusCode()).isEqualTo(401);
        var brought = header("strange").put("jwk", jwk("strange", STRANGE));
        assertThat(call(token(brought, claims(), STRANGE)).statusCode()).isEqualTo(401);

        assertThat(asked).containsExactly("/keys");
    }

    @Test
    void letsOthersInWhileTheIssuerIsDownAndItsUsersOnceItIsBack() throws Exception {
        down = true;
        var early = call(token("one", ONE));
        assertThat(early.statusCode()).isEqualTo(503);
        assertThat(early.headers().firstValue("Retry-After")).isPresent();
        assertThat(call("sesame").statusCode()).isEqualTo(200);

        down = false;
        clock.advance(Duration.ofSeconds(6));
        assertThat(call(token("one", ONE)).statusCode()).isEqualTo(200);

        down = true;
        clock.advance(Duration.ofHours(2));
        assertThat(call(token("one", ONE)).statusCode())
                .as("keys that were known")
                .isEqualTo(200);
        clock.advance(Duration.ofDays(1));
        assertThat(call(token("one", ONE)).statusCode()).isEqualTo(503);
    }

    @Test
    void refusesAnAnswerThatIsNoSetOfKeys() throws Exception {
        published = new JsonObject().put("keys", "none");
        assertThat(call(token("one", ONE)).statusCode()).isEqualTo(503);
    }

    private HttpResponse<String> call(String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway + "/api/_triggers"))
                .header("Authorization", "Bearer " + token)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonObject claims() {
        return new JsonObject()
                .put("iss", ISSUER)
                .put("aud", new JsonArray().add("another").add("gateway"))
                .put("sub", "ada")
                .put("exp", clock.instant().plusSeconds(300).getEpochSecond())
                .put(
                        "realm_access",
                        new JsonObject().put("roles", new JsonArray().add("ops").add("eyes")));
    }

    private static JsonObject header(String id) {
        var header = new JsonObject().put("alg", "ES256").put("typ", "JWT");
        return id.isEmpty() ? header : header.put("kid", id);
    }

    private String token(String id, KeyPair keys) throws GeneralSecurityException {
        return token(header(id), claims(), keys);
    }

    private static String token(JsonObject header, JsonObject claims, KeyPair keys) throws GeneralSecurityException {
        var signed = part(header) + "." + part(claims);
        var signer = Signature.getInstance("SHA256withECDSAinP1363Format");
        signer.initSign(keys.getPrivate());
        signer.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + base64(signer.sign());
    }

    private static JsonObject set(String id, KeyPair keys) {
        return new JsonObject().put("keys", new JsonArray().add(jwk(id, keys)));
    }

    private static JsonObject jwk(String id, KeyPair keys) {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        return new JsonObject()
                .put("kty", "EC")
                .put("crv", "P-256")
                .put("kid", id)
                .put("x", coordinate(point.getAffineX()))
                .put("y", coordinate(point.getAffineY()));
    }

    private static String coordinate(BigInteger number) {
        var bytes = number.toByteArray();
        var fixed = new byte[32];
        int length = Math.min(bytes.length, fixed.length);
        System.arraycopy(bytes, bytes.length - length, fixed, fixed.length - length, length);
        return base64(fixed);
    }

    private static String part(JsonObject json) {
        return base64(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
