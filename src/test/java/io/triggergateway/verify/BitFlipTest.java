package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.verify.IndependentSigner.Signed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random bits, flipped in whatever a sender signs or proves itself with: none may pass. */
class BitFlipTest {
    private static final int FLIPS = 100_000;

    /** Run again with {@code -Dbitflip.seed=...} what has failed. */
    private static final long SEED = Long.getLong("bitflip.seed", System.nanoTime());

    /** A place in a request; {@code header} is empty for the body and {@code ?} for the URL. */
    private record Target(String header, byte[] text, List<Integer> positions) {}

    private record Case(SignerRow row, Signed signed, SignatureScheme scheme, List<Target> targets) {}

    @Test
    void acceptsNoFlippedBit() {
        var random = new Random(SEED);
        var cases = SignerRow.all().stream().map(BitFlipTest::prepared).toList();
        var accepted = new ArrayList<String>();
        var flips = 0;
        while (flips < FLIPS) {
            var one = pick(cases, random);
            var target = pick(one.targets(), random);
            var bit = 8 * pick(target.positions(), random) + random.nextInt(8);
            if (!meansTheSame(one, target, bit)) {
                flips++;
                if (one.scheme().verify(flipped(one.signed(), target, bit)) instanceof Verdict.Passed) {
                    accepted.add("%s: bit %d of %s".formatted(one.row(), bit, target.header()));
                }
            }
        }
        assertThat(accepted).as("seed %d", SEED).isEmpty();
    }

    private static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static Case prepared(SignerRow row) {
        var signed = IndependentSigner.sign(row, Vectors.NOW);
        var scheme = SignedRequests.scheme(row, signed.secret());
        assertThat(scheme.verify(SignedRequests.request(signed, Vectors.NOW))).isEqualTo(new Verdict.Passed(0));
        var targets = new ArrayList<Target>();
        row.send().keySet().forEach(header -> targets.add(header(header.toLowerCase(Locale.ROOT), signed)));
        targets.add(new Target("", signed.body(), bodyOf(signed)));
        targets.add(new Target("?", bytes(signed.url()), urlOf(row, signed)));
        targets.removeIf(target -> target.positions().isEmpty());
        return new Case(row, signed, scheme, targets);
    }

    private static Target header(String name, Signed signed) {
        var text = bytes(signed.headers().get(name).getFirst());
        return new Target(name, text, range(0, text.length));
    }

    private static List<Integer> bodyOf(Signed signed) {
        Set<Integer> found = new TreeSet<>(IndependentSignerTest.positions(signed));
        var body = new String(signed.body(), StandardCharsets.ISO_8859_1);
        for (var proof : signed.proof()) {
            for (var at = body.indexOf(proof); at >= 0; at = body.indexOf(proof, at + 1)) {
                found.addAll(range(at, at + proof.length()));
            }
        }
        return List.copyOf(found);
    }

    /** Some sign the whole URL, some its path, and with some the proof stands in the query. */
    private static List<Integer> urlOf(SignerRow row, Signed signed) {
        var url = signed.url();
        var query = url.indexOf('?');
        if (row.sign().contains("{url}") || row.sign().contains("://")) {
            return range(0, url.length());
        }
        if (row.sign().contains("{path}")) {
            return range(url.indexOf("/in"), query < 0 ? url.length() : query);
        }
        return query < 0 ? List.of() : range(query + 1, url.length());
    }

    private static List<Integer> range(int from, int to) {
        var all = new ArrayList<Integer>();
        for (var at = from; at < to; at++) {
            all.add(at);
        }
        return all;
    }

    private static boolean meansTheSame(Case one, Target target, int bit) {
        var isDecoded = target.header().equals("?") || !one.row().covers().isEmpty();
        if (isDecoded && SameMeaning.escapes(target.text(), bit)) {
            return true;
        }
        if (one.row().send().containsValue("{base64_of_hex}")
                && !target.header().isEmpty()) {
            return SameMeaning.encodedSignature(text(target.text()), changed(target, bit));
        }
        return one.signed().proof().stream().anyMatch(proof -> SameMeaning.signature(target.text(), bit, proof));
    }

    private static InboundRequest flipped(Signed signed, Target target, int bit) {
        return switch (target.header()) {
            case "" ->
                SignedRequests.request(
                        signed.url(), signed.headers(), IndependentSignerTest.flipped(target.text(), bit), Vectors.NOW);
            case "?" -> SignedRequests.request(changed(target, bit), signed.headers(), signed.body(), Vectors.NOW);
            default -> {
                Map<String, List<String>> headers = new HashMap<>(signed.headers());
                headers.put(target.header(), List.of(changed(target, bit)));
                yield SignedRequests.request(signed.url(), headers, signed.body(), Vectors.NOW);
            }
        };
    }

    /** As an HTTP server reads it: a character for each octet. */
    private static String changed(Target target, int bit) {
        return text(IndependentSignerTest.flipped(target.text(), bit));
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
