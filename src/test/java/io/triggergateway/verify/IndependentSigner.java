package io.triggergateway.verify;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as a sender does, from {@code signers.yaml} and with the JDK alone: it shares nothing with the verifier, so that
 * the two cannot be wrong alike.
 */
final class IndependentSigner {
    private static final Pattern NAME = Pattern.compile("\\{([a-zA-Z0-9_]+)}");
    private static final Pattern SIGNATURE = Pattern.compile("\\{(hex|HEX|base64|base64url|base64_of_hex|text|jwt)}");

    /**
     * A signed request.
     *
     * @param proof every text that the signature was written as, wherever it stands
     * @param covered the texts of the body that are signed
     */
    record Signed(
            byte[] secret,
            String url,
            Map<String, List<String>> headers,
            byte[] body,
            List<String> proof,
            List<String> covered) {}

    private static final Map<String, byte[]> MADE = new ConcurrentHashMap<>();

    private final SignerRow row;
    private final String owner;
    private final UnaryOperator<byte[]> spoil;
    private final Map<String, String> names = new HashMap<>();

    private IndependentSigner(SignerRow row, String owner, UnaryOperator<byte[]> spoil) {
        this.row = row;
        this.owner = owner;
        this.spoil = spoil;
    }

    static Signed sign(SignerRow row, Instant now) {
        return sign(row, now, "a", signature -> signature);
    }

    /**
     * Signs a request.
     *
     * @param owner whose key it is
     * @param spoil what happens to the right signature before it is sent
     */
    static Signed sign(SignerRow row, Instant now, String owner, UnaryOperator<byte[]> spoil) {
        try {
            return new IndependentSigner(row, owner, spoil).sign(now);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private Signed sign(Instant now) throws GeneralSecurityException {
        names.put("secret", SignerKeys.secret(row.key(), row.mac(), owner));
        names.put("t", Long.toString(now.getEpochSecond()));
        names.put("t_ms", Long.toString(now.toEpochMilli()));
        names.put("iso", now.toString());
        names.put("method", "POST");
        names.put("path", "/in");
        if (isReady(row.body())) {
            body();
        }
        if (isReady(row.url())) {
            names.put("url", filled(row.url()));
        }
        var proof = row.claims().isEmpty() ? written(spoil.apply(proof(filled(row.sign())))) : token();
        if (!isReady(row.body())) {
            body();
        }
        if (!isReady(row.url())) {
            names.computeIfPresent("text", (name, text) -> URLEncoder.encode(text, StandardCharsets.UTF_8));
            names.put("url", filled(row.url()));
        }
        return signed(proof);
    }

    private Signed signed(List<String> proof) {
        var headers = new LinkedHashMap<String, List<String>>();
        headers.put("content-type", List.of(row.type()));
        row.tell().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(filled(value))));
        row.send().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(filled(value))));
        return new Signed(bytes(name("secret")), name("url"), headers, bytes(name("body")), proof, covered());
    }

    private List<String> covered() {
        if (!row.signsBody()) {
            return List.of();
        }
        return row.covers().isEmpty()
                ? List.of(name("body"))
                : row.covers().stream().map(this::filled).toList();
    }

    /** The signature is made before what it stands in. */
    private static boolean isReady(String template) {
        return !SIGNATURE.matcher(template).find();
    }

    private void body() throws GeneralSecurityException {
        var body = filled(row.body());
        var hash = MessageDigest.getInstance("SHA-256").digest(bytes(body));
        names.put("body", body);
        names.put("body_escaped", body.replace("\\", "\\\\").replace("\"", "\\\""));
        names.put("sha256_hex", HexFormat.of().formatHex(hash));
        names.put("sha256_base64", Base64.getEncoder().encodeToString(hash));
    }

    private byte[] proof(String content) throws GeneralSecurityException {
        var mac = row.mac();
        if (mac.equals("none")) {
            return bytes(content);
        }
        if (mac.startsWith("Hmac")) {
            var keyed = Mac.getInstance(mac);
            keyed.init(new SecretKeySpec(SignerKeys.symmetric(row.key(), owner), mac));
            return keyed.doFinal(bytes(content));
        }
        return mac.startsWith("SHA-") || mac.equals("MD5")
                ? MessageDigest.getInstance(mac).digest(bytes(content))
                : asymmetric(content);
    }

    /** The same text is signed once only: RSA takes long. */
    private byte[] asymmetric(String content) throws GeneralSecurityException {
        var place = row.mac() + owner + content;
        var known = MADE.get(place);
        if (known == null) {
            known = made(content);
            MADE.put(place, known);
        }
        return known.clone();
    }

    private byte[] made(String content) throws GeneralSecurityException {
        var signer = Signature.getInstance(row.mac());
        if (row.mac().equals("RSASSA-PSS")) {
            signer.setParameter(new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1));
        }
        signer.initSign(SignerKeys.pair(row.mac(), owner).getPrivate());
        signer.update(bytes(content));
        return signer.sign();
    }

    private List<String> written(byte[] signature) {
        var hex = HexFormat.of().formatHex(signature);
        var forms = Map.of(
                "hex", hex,
                "HEX", hex.toUpperCase(Locale.ROOT),
                "base64", Base64.getEncoder().encodeToString(signature),
                "base64url", Base64.getUrlEncoder().withoutPadding().encodeToString(signature),
                "base64_of_hex", Base64.getEncoder().encodeToString(bytes(hex)),
                "text", new String(signature, StandardCharsets.ISO_8859_1));
        names.putAll(forms);
        return List.copyOf(forms.values());
    }

    private List<String> token() throws GeneralSecurityException {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var header = row.mac().startsWith("Hmac") ? "{\"alg\":\"HS256\",\"typ\":\"JWT\"}" : "{\"alg\":\"RS256\"}";
        var content = encoder.encodeToString(bytes(header)) + "." + encoder.encodeToString(bytes(filled(row.claims())));
        var signature = encoder.encodeToString(spoil.apply(proof(content)));
        names.put("jwt", content + "." + signature);
        return List.of(signature);
    }

    private String filled(String template) {
        return NAME.matcher(template).replaceAll(found -> Matcher.quoteReplacement(name(found.group(1))));
    }

    private String name(String name) {
        var value = names.get(name);
        if (value == null) {
            throw new AssertionError("%s: nothing is known as {%s} here".formatted(row, name));
        }
        return value;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
