package io.triggergateway.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One of the received signatures signs one of the expected contents. */
final class SignatureCheck implements Check {
    /** More make a stranger's request expensive; senders that rotate send two. */
    static final int USUAL_MOST = 5;

    private final SigningMethod method;
    private final List<ValueExpression> signatures;
    private final List<Template> over;
    private final Encoding encoding;
    private final int most;

    /** @param most how many signatures of a request are compared; with more it is refused */
    SignatureCheck(
            SigningMethod method, List<ValueExpression> signatures, List<Template> over, Encoding encoding, int most) {
        this.method = method;
        this.signatures = List.copyOf(signatures);
        this.over = List.copyOf(over);
        this.encoding = encoding;
        this.most = most;
    }

    @Override
    public Verdict test(Scope scope) {
        var received = received(scope);
        if (received.isEmpty()) {
            return Refusals.missing("a signature in " + place());
        }
        if (received.size() > most) {
            return Refusals.because("Expected at most %d signatures in %s, but the request has %d"
                    .formatted(most, place(), received.size()));
        }
        var candidates = decoded(received);
        return candidates.isEmpty() ? Refusals.undecodable(place(), encoding) : compare(scope, candidates);
    }

    private List<byte[]> received(Scope scope) {
        if (signatures.size() == 1) {
            return signatures.getFirst().evaluate(scope);
        }
        var found = new ArrayList<byte[]>();
        signatures.forEach(signature -> found.addAll(signature.evaluate(scope)));
        return found;
    }

    private List<byte[]> decoded(List<byte[]> received) {
        var found = new ArrayList<byte[]>(received.size());
        for (var text : received) {
            var signature = encoding.decode(text);
            if (signature != null) {
                found.add(signature);
            }
        }
        return found;
    }

    private Verdict compare(Scope scope, List<byte[]> candidates) {
        var ring = method.ring(scope);
        if (ring == null) {
            return Refusals.because("Expected an algorithm that the scheme lists, but the request names another");
        }
        return switch (ring.key(scope.secret())) {
            case PreparedKey.Unusable(var reason) -> Refusals.because(reason);
            case PreparedKey.Ready(var matcher) -> compare(scope, candidates, matcher);
        };
    }

    private Verdict compare(Scope scope, List<byte[]> candidates, SignatureMatcher matcher) {
        var compared = false;
        for (var content : over) {
            switch (matcher.match(sink -> content.writeTo(scope, sink), candidates)) {
                case MATCH -> {
                    return PASSED;
                }
                case MISMATCH -> compared = true;
                case INCOMPLETE -> {}
            }
        }
        return compared ? Refusals.mismatch() : over.getFirst().refusal(scope);
    }

    private String place() {
        return String.join(
                " or ",
                signatures.stream().map(ValueExpression::description).distinct().toList());
    }

    @Override
    public boolean authenticates() {
        return !method.isPlainHash() || over.stream().allMatch(Template::usesSecret);
    }

    @Override
    public Set<String> covered() {
        return Coverage.of(over);
    }

    @Override
    public void credentials(Consumer<ValueExpression> visitor) {
        signatures.forEach(visitor);
    }

    @Override
    public void keys(Consumer<List<KeyRing>> visitor) {
        visitor.accept(List.copyOf(method.rings()));
    }
}
