package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.payload.Form;
import io.triggergateway.verify.Vectors.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorTest {
    private static final Set<String> IN_BODY = Set.of("adyen-payments");

    static List<Vector> vectors() {
        return Vectors.all();
    }

    /** Those that sign all bytes of the body as they are. */
    static Stream<Vector> overRawBody() {
        return vectors().stream()
                .filter(vector ->
                        !IN_BODY.contains(vector.scheme()) && !vector.scheme().startsWith("twilio"));
    }

    static Stream<Vector> timed() {
        return vectors().stream()
                .filter(vector -> Vectors.schemeOf(vector.scheme()).has("fresh"));
    }

    private static void refused(Vector vector) {
        assertThat(vector.verify()).as(vector.toString()).isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void passesWhatSendersSign(Vector vector) {
        assertThat(vector.verify()).isEqualTo(new Verdict.Passed(0));
    }

    @ParameterizedTest
    @MethodSource("overRawBody")
    void refusesEveryChangedByteOfTheBody(Vector vector) {
        for (var at = 0; at < vector.body().length; at++) {
            var changed = vector.body().clone();
            changed[at] ^= (byte) (1 << at % 8);
            refused(vector.withBody(changed));
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void refusesALongerAndAnEmptyBody(Vector vector) {
        if (!IN_BODY.contains(vector.scheme())) {
            refused(vector.withBody(Arrays.copyOf(vector.body(), vector.body().length + 1)));
        }
        refused(vector.withBody(new byte[0]));
    }

    /** Escapes have two spellings, so some changes leave the form what it is. */
    @Test
    void refusesEveryChangedFormField() {
        for (var vector : vectors()) {
            if (!vector.scheme().equals("twilio")) {
                continue;
            }
            var genuine = Form.parse(vector.body());
            assertThat(genuine).isNotNull();
            for (var bit = 0; bit < vector.body().length * 8; bit++) {
                var changed = vector.body().clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                var form = Form.parse(changed);
                if (form == null || !Arrays.equals(form.sorted(), genuine.sorted())) {
                    refused(vector.withBody(changed));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void refusesAnotherSecret(Vector vector) {
        for (var at = 0; at < vector.secret().length; at++) {
            var changed = vector.secret().clone();
            changed[at] = (byte) (changed[at] == '0' ? '1' : '0');
            if (!Arrays.equals(changed, vector.secret())) {
                refused(vector.withSecret(changed));
            }
        }
        refused(vector.withSecret(new byte[0]));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void refusesMissingEmptyAndChangedHeaders(Vector vector) {
        for (var name : signed(vector)) {
            refused(vector.withoutHeader(name));
            refused(vector.withHeader(name, ""));
            refused(vector.withHeader(name, "x" + vector.headers().get(name).getFirst()));
            // Stripe's list may end with a version that does not count.
            if (!vector.headers().get(name).getFirst().contains("v0=0")) {
                refused(vector.withHeader(name, vector.headers().get(name).getFirst() + "0"));
            }
        }
    }

    /** The headers that the check reads. */
    private static List<String> signed(Vector vector) {
        var text = Vectors.schemeOf(vector.scheme()).toString().replaceAll("\"(event|delivery)\":\\S*", "");
        return vector.headers().keySet().stream()
                .filter(name -> text.toLowerCase(java.util.Locale.ROOT).contains("header:" + name))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("timed")
    void refusesStaleAndFutureTimes(Vector vector) {
        assertThat(vector.at(vector.now().plusSeconds(3600)).verify())
                .asString()
                .contains("Stale by ");
        assertThat(vector.at(vector.now().minusSeconds(3600)).verify())
                .asString()
                .contains("in the future");
    }

    @Test
    void refusesRandomChanges() {
        var random = new Random(20260101);
        var candidates = overRawBody().toList();
        for (var round = 0; round < 10_000; round++) {
            var vector = candidates.get(random.nextInt(candidates.size()));
            var changed = vector.body().clone();
            for (var flips = random.nextInt(1, 4); flips > 0; flips--) {
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            }
            if (!Arrays.equals(changed, vector.body())) {
                refused(vector.withBody(changed));
            }
        }
    }

    @Test
    void refusesEveryChangedBitOfASignature() {
        for (var scheme : List.of("github", "shopify", "discord", "sendgrid", "standard-webhooks", "slack")) {
            var vector = Vectors.first(scheme);
            for (var name : Vectors.compiled(Vectors.schemeOf(scheme), Map.of(), vector.secret())
                    .credentialHeaders()) {
                refuseEveryChangedBit(vector, name);
            }
        }
    }

    private static void refuseEveryChangedBit(Vector vector, String name) {
        var value = vector.headers().getOrDefault(name, List.of("")).getFirst();
        var changes = new ArrayList<String>();
        for (var bit = 0; bit < value.length() * 8; bit++) {
            var at = bit / 8;
            var flipped = (char) (value.charAt(at) ^ 1 << bit % 8);
            changes.add(value.substring(0, at) + flipped + value.substring(at + 1));
        }
        // Upper and lower case are the same hexadecimal digit, but not the same prefix.
        var prefix = value.substring(0, value.indexOf('=') + 1);
        var sameDigits = isHex(vector.scheme());
        changes.stream()
                .filter(changed -> !(sameDigits && changed.equalsIgnoreCase(value) && changed.startsWith(prefix)))
                .forEach(changed -> refused(vector.withHeader(name, changed)));
    }

    private static boolean isHex(String scheme) {
        return Vectors.schemeOf(scheme).at("/verify/encoding").asText().equals("hex");
    }

    @Test
    void refusesAnotherUrlWhereItIsSigned() {
        refused(Vectors.first("square").withUrl("https://hooks.example.com/in/square?x=2"));
        refused(Vectors.first("twilio").withUrl("http://example.com/myapp.php?foo=1&bar=2"));
    }

    @Test
    void takesAUrlWithOrWithoutTheStandardPort() {
        var vector = Vectors.first("twilio");
        assertThat(vector.withUrl(vector.url().replace("example.com", "example.com:443"))
                        .verify())
                .isEqualTo(new Verdict.Passed(0));
        refused(vector.withUrl(vector.url().replace("example.com", "example.com:444")));
    }

    @Test
    void refusesAFormThatIsNotCalledOne() {
        refused(Vectors.first("twilio").withHeader("content-type", "application/json"));
    }

    @Test
    void refusesABatchWithAnItemThatIsNotSigned() {
        var vector = Vectors.first("adyen-payments");
        var body = new String(vector.body(), java.nio.charset.StandardCharsets.UTF_8);
        refused(vector.withBody(Vectors.bytes(body.replace("}}]", "}},{\"Other\":{}}]"))));
        refused(vector.withBody(Vectors.bytes("{\"notificationItems\":[]}")));
        refused(vector.withBody(Vectors.bytes(body.replace("\"value\":1000", "\"value\":1001"))));
    }
}
