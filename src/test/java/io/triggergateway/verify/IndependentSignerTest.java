package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.verify.IndependentSigner.Signed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every provider's document agrees with a signer that was written from the same facts and shares no code with it. */
class IndependentSignerTest {
    private static final Instant NOW = Vectors.NOW;

    static List<SignerRow> rows() {
        return SignerRow.all();
    }

    static Stream<SignerRow> withWindow() {
        return rows().stream().filter(row -> row.window() > 0);
    }

    private static Verdict verify(SignerRow row, Signed signed, Instant now) {
        return SignedRequests.scheme(row, signed.secret()).verify(SignedRequests.request(signed, now));
    }

    private static void refused(SignatureScheme scheme, InboundRequest request, String change) {
        assertThat(scheme.verify(request)).as(change).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void coversEveryProvider() {
        var documents =
                Vectors.CATALOGUE.all().stream().map(ProviderDocument::id).collect(Collectors.toSet());
        assertThat(Stream.concat(rows().stream().map(SignerRow::id), composedByHand())
                        .collect(Collectors.toSet()))
                .isEqualTo(documents);
    }

    /** Those whose requests {@link PublishedKeyProvidersTest} signs, as independently. */
    private static Stream<String> composedByHand() {
        return PublishedKeyProvidersTest.ids().stream();
    }

    @Test
    void knowsEveryWindow() {
        var documents = Vectors.CATALOGUE.all().stream()
                .filter(document -> document.scheme().has("fresh"))
                .map(ProviderDocument::id);
        assertThat(Stream.concat(withWindow().map(SignerRow::id), PublishedKeyProvidersTest.withFreshTime())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(documents.toList());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void passesWhatTheSenderSigned(SignerRow row) {
        assertThat(verify(row, IndependentSigner.sign(row, NOW), NOW)).isEqualTo(new Verdict.Passed(0));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void readsEventAndDelivery(SignerRow row) {
        var signed = IndependentSigner.sign(row, NOW);
        var scheme = SignedRequests.scheme(row, signed.secret());
        var request = SignedRequests.request(signed, NOW);
        assertThat(scheme.eventTypes(request)).isEqualTo(row.event());
        assertThat(scheme.deliveryId(request)).isEqualTo(row.delivery());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesAnotherSecret(SignerRow row) {
        var signed = IndependentSigner.sign(row, NOW);
        var other = IndependentSigner.sign(row, NOW, "b", signature -> signature);
        refused(SignedRequests.scheme(row, other.secret()), SignedRequests.request(signed, NOW), "another secret");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesEveryBitOfTheSignature(SignerRow row) {
        var length = new int[1];
        var signed = IndependentSigner.sign(row, NOW, "a", signature -> {
            length[0] = signature.length;
            return signature;
        });
        var scheme = SignedRequests.scheme(row, signed.secret());
        for (var bit = 0; bit < 8 * length[0]; bit++) {
            var at = bit;
            var changed = IndependentSigner.sign(row, NOW, "a", signature -> flipped(signature, at));
            refused(scheme, SignedRequests.request(changed, NOW), "bit " + bit);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesEveryBitOfWhatIsSignedInTheBody(SignerRow row) {
        var signed = IndependentSigner.sign(row, NOW);
        var scheme = SignedRequests.scheme(row, signed.secret());
        var positions = List.copyOf(positions(signed));
        var step = positions.size() > 256 ? 7 : 1;
        for (var next = 0; next < positions.size(); next += step) {
            for (var bit = 8 * positions.get(next); bit < 8 * positions.get(next) + 8; bit++) {
                var body = flipped(signed.body(), bit);
                if (!SameMeaning.escapes(signed.body(), bit)) {
                    var request = SignedRequests.request(signed.url(), signed.headers(), body, NOW);
                    refused(scheme, request, "bit " + bit + ": " + new String(body, StandardCharsets.UTF_8));
                }
            }
        }
        assertThat(positions.isEmpty()).isEqualTo(!row.signsBody());
    }

    static byte[] flipped(byte[] bytes, int bit) {
        var changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return changed;
    }

    /** The octets of the body that are signed. */
    static Set<Integer> positions(Signed signed) {
        var body = new String(signed.body(), StandardCharsets.ISO_8859_1);
        var found = new LinkedHashSet<Integer>();
        for (var text : signed.covered()) {
            var wire = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            assertThat(body).contains(wire);
            for (var at = body.indexOf(wire); at >= 0; at = body.indexOf(wire, at + wire.length())) {
                for (var next = at; next < at + wire.length(); next++) {
                    found.add(next);
                }
            }
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesNoSignature(SignerRow row) {
        var signed = IndependentSigner.sign(row, NOW);
        var scheme = SignedRequests.scheme(row, signed.secret());
        refused(
                scheme,
                SignedRequests.request(IndependentSigner.sign(row, NOW, "a", signature -> new byte[0]), NOW),
                "an empty signature");
        for (var name : signedHeaders(row)) {
            refused(scheme, with(signed, name, List.of()), "without " + name);
            refused(scheme, with(signed, name, List.of("")), "with an empty " + name);
        }
    }

    /**
     * Which of two would count? A signature alone may come more than once, as senders do while a secret changes: then one
     * has to be right.
     */
    @ParameterizedTest
    @MethodSource("rows")
    void refusesARepeatedHeader(SignerRow row) {
        var signed = IndependentSigner.sign(row, NOW);
        var wrong = IndependentSigner.sign(row, NOW, "a", signature -> flipped(signature, 8));
        var scheme = SignedRequests.scheme(row, signed.secret());
        row.send().forEach((header, template) -> {
            var name = header.toLowerCase(Locale.ROOT);
            var right = signed.headers().get(name).getFirst();
            var other = wrong.headers().get(name).getFirst();
            if (!isSignatureOnly(row, template)) {
                refused(scheme, with(signed, name, List.of(right, right)), "twice " + name);
                refused(scheme, with(signed, name, List.of(right, other)), "twice " + name);
            } else {
                refused(scheme, with(signed, name, List.of(other, other)), "twice a wrong " + name);
            }
        });
    }

    private static boolean isSignatureOnly(SignerRow row, String template) {
        return row.repeats()
                || !row.mac().equals("none") && template.matches("([a-z0-9-]+[=,])?\\{(hex|HEX|base64|base64_of_hex)}");
    }

    private static List<String> signedHeaders(SignerRow row) {
        return row.send().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static InboundRequest with(Signed signed, String name, List<String> values) {
        Map<String, List<String>> headers = new HashMap<>(signed.headers());
        if (values.isEmpty()) {
            headers.remove(name);
        } else {
            headers.put(name, values);
        }
        return SignedRequests.request(signed.url(), headers, signed.body(), NOW);
    }

    @ParameterizedTest
    @MethodSource("withWindow")
    void refusesWhatIsOldOrInTheFuture(SignerRow row) {
        var signed = IndependentSigner.sign(row, NOW);
        var window = row.window();
        for (var edge : List.of(-window, window)) {
            assertThat(verify(row, signed, NOW.plusSeconds(edge))).isEqualTo(new Verdict.Passed(0));
        }
        assertThat(verify(row, signed, NOW.plusSeconds(window + 1))).asString().contains("Stale by 1 s");
        assertThat(verify(row, signed, NOW.minusSeconds(window + 1))).asString().contains("in the future");
    }
}
