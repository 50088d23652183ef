package io.triggergateway.boot;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A push as GitHub would deliver it, with an id and a body that were never sent before. */
record SampleDelivery(String id, String body) {
    private static final int ID_BYTES = 16;
    private static final int COMMIT_BYTES = 20;

    static SampleDelivery fresh(SecureRandom random) {
        var body = "{\"ref\":\"refs/heads/main\",\"after\":\"" + HexFormat.of().formatHex(bytes(random, COMMIT_BYTES))
                + "\",\"repository\":{\"full_name\":\"example/hello-world\"},"
                + "\"pusher\":{\"name\":\"example\"},\"commits\":[]}";
        return new SampleDelivery(
                UUID.nameUUIDFromBytes(bytes(random, ID_BYTES)).toString(), body);
    }

    /** A command to paste into a shell; the body has no single quote, so it may stand in a pair of them. */
    String curl(String url, String secret) {
        return """
                curl -i '%s' \\
                  -H 'Content-Type: application/json' \\
                  -H 'X-GitHub-Event: push' \\
                  -H 'X-GitHub-Delivery: %s' \\
                  -H 'X-Hub-Signature-256: %s' \\
                  --data-binary '%s'""".formatted(url, id, signature(secret), body);
    }

    private String signature(String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] bytes(SecureRandom random, int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
