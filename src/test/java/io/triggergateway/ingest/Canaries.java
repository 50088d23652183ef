package io.triggergateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Secrets that nothing may ever repeat, each under a name for the report. */
final class Canaries {
    private final Map<String, String> secrets = new LinkedHashMap<>();

    /** A new secret. */
    String hatch(String name) {
        return hatch(name, "canary" + UUID.randomUUID().toString().replace("-", ""));
    }

    /** One with a value of its own. */
    String hatch(String name, String value) {
        assertThat(secrets.put(name, value)).as(name).isNull();
        return value;
    }

    /** {@code Basic} credentials, which are a canary too. */
    String hatchBasic(String name, String username, String password) {
        var encoded = Base64.getEncoder().encodeToString((username + ":" + password).getBytes(UTF_8));
        return "Basic " + hatch(name, encoded);
    }

    int count() {
        return secrets.size();
    }

    void areNowhereIn(String place, String text) {
        secrets.forEach((name, secret) ->
                assertThat(text.contains(secret)).as("%s in %s", name, place).isFalse());
    }
}
