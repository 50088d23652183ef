package io.triggergateway.secret;

import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Secret;
import io.triggergateway.trigger.SecretParams;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens those of a provider's {@code params} that are secrets. */
public final class OpenedParams {
    private OpenedParams() {}

    /**
     * All params with their values at {@code now}. One that cannot be opened stays masked and is noted in
     * {@code findings}, which breaks its trigger.
     *
     * @param pointer where the params stand in the document, as a JSON Pointer
     */
    public static Map<String, String> of(
            Map<String, String> stored, CredentialsOpener opener, Instant now, String pointer, Findings findings) {
        var opened = new HashMap<>(stored);
        opened.replaceAll((name, value) -> SecretParams.isSecret(name)
                ? opened(opener.open(List.of(Secret.always(value)), pointer + "/" + name, findings), now)
                : value);
        return opened;
    }

    private static String opened(Credentials credentials, Instant now) {
        return credentials.active(now).stream()
                .findFirst()
                .map(secret -> new String(secret.value(), StandardCharsets.UTF_8))
                .orElse(Secret.MASK);
    }
}
