package io.triggergateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.verify.Inquiry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of RFC 7517, appendix A.1, and RFC 8037, appendix A.2. */
class PublishedTest {
    private static final String EC = """
        {"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
         "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","use":"enc","kid":"1"}""";
    private static final String RSA = """
        {"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
         "e":"AQAB","alg":"RS256","kid":"2011-04-29"}""";
    private static final String ED25519 = """
        {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""";
    private static final String SET = "{\"keys\":[%s,%s,%s]}".formatted(EC, RSA, ED25519);

    private static Inquiry.Keys inquiry(Inquiry.KeyForm form, String at, @Nullable String id) {
        var call = new Inquiry.Call("GET", URI.create("https://keys.example.com/"), Map.of(), "");
        return new Inquiry.Keys(call, form, at, id, null);
    }

    private static List<byte[]> keys(Inquiry.KeyForm form, String at, @Nullable String id, String answer) {
        return Published.keys(inquiry(form, at, id), answer.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }

    @Test
    void findsTheKeyOfASetByItsId() {
        assertThat(keys(Inquiry.KeyForm.JWKS, "", "2011-04-29", SET)).hasSize(1);
        assertThat(keys(Inquiry.KeyForm.JWKS, "", "2012", SET)).isEmpty();
    }

    @Test
    void leavesOutKeysThatSignNothing() {
        assertThat(keys(Inquiry.KeyForm.JWKS, "", "1", SET)).isEmpty();
        assertThat(keys(Inquiry.KeyForm.JWKS, "", null, SET)).hasSize(2);
    }

    @Test
    void readsEveryKindOfKey() {
        assertThat(keys(Inquiry.KeyForm.JWK, "", null, EC.replace("enc", "sig")))
                .hasSize(1);
        assertThat(keys(Inquiry.KeyForm.JWK, "/key", null, "{\"key\":" + RSA + "}"))
                .hasSize(1);
        assertThat(text(keys(Inquiry.KeyForm.JWK, "", null, ED25519)))
                .contains("MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    }

    @Test
    void readsBareKeys() {
        assertThat(text(keys(Inquiry.KeyForm.SPKI, "/k", null, "{\"k\":\"MCow\"}")))
                .isEqualTo("-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----");
        assertThat(text(keys(Inquiry.KeyForm.SPKI, "", null, "-----BEGIN PUBLIC KEY-----x")))
                .isEqualTo("-----BEGIN PUBLIC KEY-----x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "no json",
                "{\"keys\":{}}",
                "{\"keys\":[1,null,{}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"!\",\"e\":\"AQAB\"}]}",
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}]}"
            })
    void findsNothingInWhatIsNoSet(String answer) {
        assertThat(keys(Inquiry.KeyForm.JWKS, "", null, answer))
                .allSatisfy(pem -> assertThat(pem)
                        .as("a point outside the curve is refused when it is used")
                        .isNotEmpty());
        assertThat(keys(Inquiry.KeyForm.JWKS, "", "a", answer)).isEmpty();
    }

    private static String text(List<byte[]> keys) {
        return new String(keys.getFirst(), StandardCharsets.US_ASCII);
    }
}
