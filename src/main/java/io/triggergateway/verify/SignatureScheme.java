package io.triggergateway.verify;

import io.triggergateway.secret.ActiveSecret;
import io.triggergateway.secret.Credentials;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled scheme with its secrets: tells genuine requests from others and reads what they say about themselves. */
public final class SignatureScheme implements CompiledAuth {
    private static final int LONGEST_ID = 256;

    private final CompiledScheme scheme;
    private final Credentials credentials;
    private final boolean bodyNeverRepeats;
    private final boolean deliveryIdSigned;
    private final Set<String> credentialHeaders;

    SignatureScheme(CompiledScheme scheme, Credentials credentials, boolean bodyNeverRepeats) {
        this.scheme = scheme;
        this.credentials = credentials;
        this.bodyNeverRepeats = bodyNeverRepeats;
        var delivery = scheme.delivery();
        this.deliveryIdSigned =
                delivery != null && Coverage.covers(scheme.check().covered(), delivery);
        this.credentialHeaders = headers(scheme.check());
    }

    private static Set<String> headers(Check check) {
        var found = new HashSet<String>();
        check.credentials(expression -> expression.sources(source -> {
            if (source instanceof Source.Header(var name)) {
                found.add(name);
            }
        }));
        return Set.copyOf(found);
    }

    @Override
    public Verdict verify(InboundRequest request) {
        var source = scheme.keySource();
        return source == null ? verify(request, credentials.active(request.now())) : verify(request, source);
    }

    /** Passes when any secret that is valid now fits; the verdict says which. */
    private Verdict verify(InboundRequest request, List<ActiveSecret> secrets) {
        Verdict.Refused first = null;
        for (var secret : secrets) {
            switch (attempt(request, secret)) {
                case Verdict.Passed passed -> {
                    return passed;
                }
                case Verdict.Unknown unknown -> {
                    return unknown;
                }
                case Verdict.Refused refused -> first = first == null ? refused : first;
            }
        }
        var reason = first == null ? Refusals.noSecret() : first;
        return new Verdict.Refused(scheme.onFail(), reason.reason());
    }

    /** A pinned key is used as it is, and still the message must not name a place where no such key can be. */
    private Verdict verify(InboundRequest request, KeySource source) {
        var pinned = pinned(request, source);
        if (!pinned.isEmpty()) {
            var refused = source.refusal(Scope.of(request));
            return refused == null ? verify(request, pinned) : new Verdict.Refused(scheme.onFail(), refused.reason());
        }
        return switch (question(request, source)) {
            case KeySource.Question.Refused(var refused) -> new Verdict.Refused(scheme.onFail(), refused.reason());
            case KeySource.Question.Ask(var inquiry) ->
                judge(request, request.evidence().about(inquiry));
        };
    }

    private Verdict judge(InboundRequest request, Evidence.@Nullable Finding finding) {
        return switch (finding) {
            case null -> new Verdict.Unknown("Expected the sender's key, but nobody has asked for it");
            case Evidence.Finding.Unknown(var reason) -> new Verdict.Unknown(reason);
            case Evidence.Finding.Word(var verdict) -> verdict;
            case Evidence.Finding.Keys(var pems) -> {
                var fetched = pems.stream().map(pem -> new ActiveSecret(0, pem)).toList();
                yield fetched.isEmpty()
                        ? new Verdict.Refused(
                                scheme.onFail(), "Expected a key that the sender publishes, but there is none such")
                        : withoutIndex(verify(request, fetched));
            }
        };
    }

    /** A fetched key is none of the trigger's secrets. */
    private static Verdict withoutIndex(Verdict verdict) {
        return verdict instanceof Verdict.Passed ? Check.PASSED : verdict;
    }

    private KeySource.Question question(InboundRequest request, KeySource source) {
        var secret = credentials.active(request.now()).stream()
                .map(ActiveSecret::value)
                .findFirst()
                .orElse(new byte[0]);
        return source.question(Scope.of(request, secret, KeyKind.UTF8));
    }

    private List<ActiveSecret> pinned(InboundRequest request, KeySource source) {
        return credentials.active(request.now()).stream()
                .filter(secret -> source.isPinned(secret.value()))
                .toList();
    }

    @Override
    public @Nullable String user(InboundRequest request) {
        return scheme.check().user(Scope.of(request));
    }

    @Override
    public List<Inquiry> inquiries(InboundRequest request) {
        var source = scheme.keySource();
        return source != null
                        && pinned(request, source).isEmpty()
                        && question(request, source) instanceof KeySource.Question.Ask(var inquiry)
                ? List.of(inquiry)
                : List.of();
    }

    private Verdict attempt(InboundRequest request, ActiveSecret secret) {
        if (secret.value().length == 0) {
            return Refusals.noSecret();
        }
        var scope = Scope.of(request, secret.value(), KeyKind.UTF8);
        var groups = scheme.groups();
        var verdict = groups == null ? test(scope) : testEach(groups, scope);
        return verdict instanceof Verdict.Passed ? new Verdict.Passed(secret.index()) : verdict;
    }

    /** While a sender rotates its secret, it sends a whole group for each. */
    private Verdict testEach(ValueExpression groups, Scope scope) {
        var found = groups.evaluate(scope);
        if (found.isEmpty()) {
            return Refusals.missing("a signature in " + groups.description());
        }
        if (found.size() > scheme.mostSignatures()) {
            return Refusals.because("Expected at most %d signatures in %s, but the request has %d"
                    .formatted(scheme.mostSignatures(), groups.description(), found.size()));
        }
        var verdict = test(scope.withGroup(found.getFirst()));
        for (var at = 1; at < found.size() && verdict instanceof Verdict.Refused; at++) {
            verdict = test(scope.withGroup(found.get(at))) instanceof Verdict.Passed passed ? passed : verdict;
        }
        return verdict;
    }

    private Verdict test(Scope scope) {
        if (scheme.check().test(scope) instanceof Verdict.Refused refused) {
            return refused;
        }
        var fresh = scheme.fresh();
        return fresh == null ? Check.PASSED : fresh.test(scope);
    }

    @Override
    public List<String> eventTypes(InboundRequest request) {
        return texts(scheme.event(), request).stream().distinct().toList();
    }

    /** A batch is known by all the ids in it: two batches may share some. */
    @Override
    public @Nullable String deliveryId(InboundRequest request) {
        var ids = texts(scheme.delivery(), request);
        if (ids.isEmpty()) {
            return null;
        }
        var joined = String.join(",", ids);
        return joined.length() <= LONGEST_ID
                ? joined
                : HexFormat.of().formatHex(Hash.SHA256.of(joined.getBytes(StandardCharsets.UTF_8)));
    }

    /** A value that the sender uses once only, where the scheme names one; null when there is none. */
    public @Nullable String nonce(InboundRequest request) {
        var values = texts(scheme.nonce(), request);
        return values.isEmpty() ? null : values.getFirst();
    }

    private static List<String> texts(@Nullable ValueExpression expression, InboundRequest request) {
        return expression == null
                ? List.of()
                : expression.evaluate(Scope.of(request)).stream()
                        .map(SignatureScheme::text)
                        .filter(Objects::nonNull)
                        .filter(text -> !text.isEmpty())
                        .toList();
    }

    private static @Nullable String text(byte[] value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException binary) {
            return null;
        }
    }

    @Override
    public boolean knowsDeliveryId() {
        return scheme.delivery() != null;
    }

    @Override
    public boolean deliveryIdSigned() {
        return deliveryIdSigned;
    }

    @Override
    public Optional<HandshakeReply> handshake(InboundRequest request, boolean verified) {
        if (scheme.handshake().isEmpty()) {
            return Optional.empty();
        }
        // One answer can be made with one secret only; the first is the newest by habit.
        var active = credentials.active(request.now());
        var secret = active.isEmpty() ? new byte[0] : active.getFirst().value();
        return scheme.handshake().stream()
                .map(rule -> rule.answer(Scope.of(request, secret, rule.key()), verified))
                .filter(Objects::nonNull)
                .findFirst();
    }

    @Override
    public boolean pairs() {
        return scheme.pairs();
    }

    /** A secret that is there is never replaced by a stranger's. */
    @Override
    public Optional<Pairing> pairing(InboundRequest request) {
        if (!scheme.pairs() || !credentials.active(request.now()).isEmpty()) {
            return Optional.empty();
        }
        return scheme.handshake().stream()
                .map(rule -> rule.pairing(Scope.of(request)))
                .filter(Objects::nonNull)
                .findFirst();
    }

    @Override
    public Optional<HandshakeReply> reply(InboundRequest request) {
        var reply = scheme.reply();
        return reply == null ? Optional.empty() : Optional.ofNullable(reply.render(Scope.of(request), true));
    }

    @Override
    public boolean bodyNeverRepeats() {
        return bodyNeverRepeats;
    }

    @Override
    public Set<String> credentialHeaders() {
        return credentialHeaders;
    }

    /** Names the scheme's headers, never a secret. */
    @Override
    public String toString() {
        return "signature in %s".formatted(String.join(", ", credentialHeaders).toLowerCase(Locale.ROOT));
    }
}
