package io.triggergateway.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelEvaluationExceptionBuilder;
import dev.cel.runtime.CelFunctionBinding;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The functions with which an expression can tell whether a sender is genuine; each takes texts and bytes alike.
 *
 * <ul>
 *   <li>{@code hmac(hash, key, data)}: bytes; hash is sha1, sha256, sha384 or sha512
 *   <li>{@code sha256(data)}: bytes
 *   <li>{@code base64(data)}, {@code hex(data)}: text
 *   <li>{@code equals(one, other)}: whether they are the same, in a time that does not tell where they differ
 * </ul>
 */
final class ProofFunctions {
    private static final Map<String, String> MACS =
            Map.of("sha1", "HmacSHA1", "sha256", "HmacSHA256", "sha384", "HmacSHA384", "sha512", "HmacSHA512");

    private ProofFunctions() {}

    static List<CelFunctionDecl> declarations() {
        return List.of(
                declaration("hmac", SimpleType.BYTES, SimpleType.STRING, SimpleType.DYN, SimpleType.DYN),
                declaration("sha256", SimpleType.BYTES, SimpleType.DYN),
                declaration("base64", SimpleType.STRING, SimpleType.DYN),
                declaration("hex", SimpleType.STRING, SimpleType.DYN),
                declaration("equals", SimpleType.BOOL, SimpleType.DYN, SimpleType.DYN));
    }

    private static CelFunctionDecl declaration(String name, CelType result, CelType... arguments) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newGlobalOverload("proof_" + name, result, arguments));
    }

    static List<CelFunctionBinding> bindings() {
        return List.of(
                CelFunctionBinding.from(
                        "proof_hmac",
                        List.of(String.class, Object.class, Object.class),
                        arguments -> hmac((String) arguments[0], bytes(arguments[1]), bytes(arguments[2]))),
                CelFunctionBinding.from("proof_sha256", Object.class, data -> CelByteString.of(sha256(bytes(data)))),
                CelFunctionBinding.from(
                        "proof_base64",
                        Object.class,
                        data -> Base64.getEncoder().encodeToString(bytes(data))),
                CelFunctionBinding.from(
                        "proof_hex", Object.class, data -> HexFormat.of().formatHex(bytes(data))),
                CelFunctionBinding.from(
                        "proof_equals",
                        Object.class,
                        Object.class,
                        (one, other) -> MessageDigest.isEqual(sha256(bytes(one)), sha256(bytes(other)))));
    }

    private static CelByteString hmac(String hash, byte[] key, byte[] data) throws CelEvaluationException {
        var name = MACS.get(hash);
        if (name == null || key.length == 0) {
            throw failure("Expected sha1, sha256, sha384 or sha512 and a key that is not empty");
        }
        try {
            var mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(key, name));
            return CelByteString.of(mac.doFinal(data));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static byte[] bytes(Object value) throws CelEvaluationException {
        return switch (value) {
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case CelByteString bytes -> bytes.toByteArray();
            default -> throw failure("Expected a text or bytes");
        };
    }

    private static CelEvaluationException failure(String message) {
        return CelEvaluationExceptionBuilder.newBuilder(message)
                .setErrorCode(CelErrorCode.INVALID_ARGUMENT)
                .build();
    }
}
