package io.triggergateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.triggergateway.ingest.OwnGateway;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever types the commands of a guide one after the other, into a shell, sees them work. */
@QuarkusTest
@TestProfile(OwnGateway.class)
class GuideCommandsTest {
    private static final String ROOT = "/api/_triggers/";
    private static final String TOKEN = "test-token-of-an-admin";
    private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern A_FIRING = Pattern.compile("f0-(\\.\\.\\.|[0-9a-z]{20,})|\\$ID");
    /** Stops at the first call that is not answered 2xx, and says which. */
    private static final String STRICT = """
            set -eu
            curl() {
              status=$(command curl -sS -o answer -w '%{http_code}' "$@")
              case "$status" in 2*) echo "$status" ;; *) echo "curl $*: $status $(cat answer)"; exit 1 ;; esac
            }
            """;

    private final RedisLink redis;
    private final Keys keys;

    @TestHTTPResource("/api/_triggers")
    String url;

    @TempDir
    Path directory;

    GuideCommandsTest(RedisLink redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    private static RequestSpecification asAdmin() {
        return given().header("Authorization", "Bearer " + TOKEN).contentType("application/json");
    }

    private static void put(String path, String document) {
        asAdmin().body(document).put(ROOT + path).then().statusCode(oneOf(200, 201));
    }

    /** As if nobody had been here. */
    private static void forgets() {
        for (var name : asAdmin().get(ROOT + "?limit=500").<List<String>>path("items.name")) {
            asAdmin().delete(ROOT + name);
        }
        for (var flow : asAdmin().get(ROOT + "flows?limit=500").<List<String>>path("items.flow")) {
            asAdmin().delete(ROOT + "flows/" + flow);
        }
    }

    /** What a guide takes for granted. */
    private void prepares(String guide) throws IOException {
        forgets();
        switch (guide) {
            case "firings", "replay" -> {
                put("orders", "{\"name\":\"orders\",\"type\":\"event\"}");
                put("orders/subscriptions/refund", "{\"mode\":\"manual\"}");
                put("orders.created", "{\"name\":\"orders.created\",\"type\":\"event\"}");
                put("orders.created/subscriptions/ship", "{}");
            }
            case "schedules" ->
                put(
                        "nightly.cleanup",
                        "{\"name\":\"nightly.cleanup\",\"type\":\"schedule\",\"schedule\":{\"cron\":\"0 2 * * *\"}}");
            case "handoff" -> redis.call("XGROUP", "CREATE", keys.handoff(0, ""), "audit", "0", "MKSTREAM");
            default -> Files.writeString(directory.resolve("secret"), "a secret");
        }
    }

    /** A firing of its own for each command that wants one. */
    private static String aFiring(MatchResult place, String text) {
        var before = text.substring(0, place.start());
        var trigger =
                before.lastIndexOf("orders.created") > before.lastIndexOf("orders/") ? "orders.created" : "orders";
        return asAdmin()
                .body("{\"id\":\"o-1\",\"amount\":10}")
                .post(ROOT + trigger + "/emit")
                .then()
                .statusCode(202)
                .extract()
                .path("firingId");
    }

    private String commands(String guide) throws IOException {
        var text = SHELL.matcher(Files.readString(Path.of("docs", guide + ".md")))
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining())
                .replace("http://localhost:8080/api/_triggers", url)
                .replace("env:GITHUB_WEBHOOK_SECRET", "file:" + directory.resolve("secret"))
                .replace("/run/secrets/orders", directory.resolve("secret").toString());
        return A_FIRING.matcher(text).replaceAll(place -> aFiring(place, text));
    }

    private static boolean has(String tool) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + tool).start().waitFor() == 0;
    }

    private String typed(String commands) throws IOException, InterruptedException {
        var shell = new ProcessBuilder("sh").directory(directory.toFile()).redirectErrorStream(true);
        shell.environment().putAll(Map.of("API", url, "TOKEN", TOKEN, "AUTH", "Authorization: Bearer " + TOKEN));
        var running = shell.start();
        try (var keyboard = running.outputWriter(StandardCharsets.UTF_8)) {
            keyboard.write(STRICT + commands);
        }
        var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(said).isZero();
        return said;
    }

    @ParameterizedTest
    @CsvSource({
        "webhooks, 5",
        "events, 13",
        "firings, 11",
        "replay, 2",
        "schedules, 3",
        "handoff, 2",
        "awaits, 13",
        "access, 3"
    })
    void everyCommandOfTheGuideWorks(String guide, int calls) throws Exception {
        assumeTrue(
                has("curl") && has("openssl"), "The commands of the guides need curl and openssl, which are not here");
        prepares(guide);

        assertThat(typed(commands(guide)).lines()).hasSize(calls).allMatch(line -> line.matches("2\\d\\d"));
    }

    @Test
    void aCommandThatFailsIsFound() throws Exception {
        assumeTrue(has("curl"), "The commands of the guides need curl, which is not here");

        assertThatThrownBy(() -> typed("curl \"$API/none\" -H \"$AUTH\"; curl \"$API\" -H \"$AUTH\""))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("404");
    }
}
