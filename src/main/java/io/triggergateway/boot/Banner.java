package io.triggergateway.boot;

import io.triggergateway.redis.Keys;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import org.eclipse.microprofile.config.ConfigProvider;

/** What people have to read on the console after a start: the first token, and in development mode how to begin. */
@Singleton
final class Banner {
    private static final String LINE = "-".repeat(100);

    private final Keys keys;
    private final SecureRandom random;

    Banner(Keys keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    /** Shows a token this one time. It goes to the console as text, so that it is not one field of a JSON log line. */
    void firstToken(String token) {
        print("""
                The first admin token of this gateway. It is shown this one time, and only its hash is kept:

                  %s

                Lost it? Set gateway.auth.tokens.<name>.sha256 and .role=admin, and start again.""".formatted(token));
    }

    /** Shows how to begin; a pasted command works, also after a second start. */
    void development(DevDirectory directory) {
        print(developmentText(directory, port()));
    }

    String developmentText(DevDirectory directory, int httpPort) {
        var token = directory.token(random);
        var api = "http://localhost:" + httpPort + "/api/_triggers";
        var delivery = SampleDelivery.fresh(random).curl(api + "/webhooks/github", directory.secret("github", random));
        return """
                Trigger Gateway listens on http://localhost:%d. Its triggers are files in %s.

                List the triggers, with the token of development mode:
                  curl -H 'Authorization: Bearer %s' '%s'

                Deliver a signed push to the trigger github.push, as GitHub would:
                %s

                See what was handed off to flow engines:
                  curl -H 'Authorization: Bearer %s' '%s/handoff/messages?limit=5'%s""".formatted(
                        httpPort,
                        directory.triggers(),
                        token,
                        api,
                        delivery.indent(2).stripTrailing(),
                        token,
                        api,
                        redisHint());
    }

    private String redisHint() {
        return EmbeddedRedisHosts.port() == 0
                ? ""
                : "%n  redis-cli -p %d XRANGE '%s' - +".formatted(EmbeddedRedisHosts.port(), keys.handoff(0, ""));
    }

    private static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    }

    private static void print(String text) {
        System.out.println("\n" + LINE + "\n" + text + "\n" + LINE + "\n");
    }
}
