package io.triggergateway.entry;

import static io.restassured.RestAssured.given;
import static io.triggergateway.entry.GivenGateway.ROOT;
import static io.triggergateway.entry.GivenGateway.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.RedisLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The example triggers that come with the gateway, from their source to an engine that runs the flows. */
@QuarkusTest
class ExamplesTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String SECRET = "whsec_of_a_test";
    private static final String STREAM = "tg:{0}:handoff";
    private static final String GROUP = "engines-of-the-examples";

    private final RedisLink redis;
    private final GivenGateway gateway;
    private final Clock clock;

    ExamplesTest(RedisLink redis, GivenGateway gateway, Clock clock) {
        this.redis = redis;
        this.gateway = gateway;
        this.clock = clock;
    }

    /** Reads what is new as any engine does: a group, an acknowledgement, each message id once. */
    private Map<String, JsonNode> runs() {
        var runs = new LinkedHashMap<String, JsonNode>();
        var reply = redis.call("XREADGROUP", "GROUP", GROUP, "engine-1", "COUNT", 1000, "STREAMS", STREAM, ">");
        for (int i = 0; i < (reply.isNil() ? 0 : reply.at(0).at(1).size()); i++) {
            var entry = reply.at(0).at(1).at(i);
            var fields = YAML.createObjectNode();
            for (int field = 0; field < entry.at(1).size(); field += 2) {
                fields.put(
                        entry.at(1).at(field).text(), entry.at(1).at(field + 1).text());
            }
            runs.putIfAbsent(fields.path("runId").asText(), fields);
            redis.call("XACK", STREAM, GROUP, entry.at(0).text());
        }
        return runs;
    }

    private static ObjectNode example(String file) throws IOException {
        try (var stream = ExamplesTest.class.getResourceAsStream("/examples/" + file + ".yaml")) {
            return (ObjectNode) YAML.readTree(stream);
        }
    }

    private void register(ObjectNode document) {
        gateway.register(document.toString());
    }

    private static JsonNode data(JsonNode message) {
        return Objects.requireNonNull(
                Json.parseOrNull(message.path("data").asText().getBytes(StandardCharsets.UTF_8)));
    }

    private String stripeSignature(String body) throws GeneralSecurityException {
        var time = clock.instant().getEpochSecond();
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var signature = mac.doFinal((time + "." + body).getBytes(StandardCharsets.UTF_8));
        return "t=%d,v1=%s".formatted(time, HexFormat.of().formatHex(signature));
    }

    @Test
    void theExamplesRunFromTheirSourceToAnEngine() throws Exception {
        var secret = Files.createDirectories(Path.of("target", "test-secrets")).resolve("stripe");
        Files.writeString(secret, SECRET);
        var stripe = example("stripe-payment-succeeded");
        ((ObjectNode) stripe.at("/endpoint/auth")).put("secret", "file:" + secret);
        register(stripe);
        register(example("user-created"));
        register(example("manual-data-import"));
        register(example("daily-cleanup"));
        redis.call("XGROUP", "CREATE", STREAM, GROUP, "$");

        String user = as("engine")
                .body("{\"id\": \"u-1\", \"email\": \"ada@example.com\"}")
                .post(ROOT + "/user.created/emit")
                .then()
                .statusCode(202)
                .extract()
                .path("runs[0].runId");
        var payment = "{\"id\":\"evt_1\",\"type\":\"payment_intent.succeeded\",\"data\":{\"object\":"
                + "{\"id\":\"pi_1\",\"amount\":1250,\"currency\":\"eur\"}}}";
        String paid = given().contentType("application/json")
                .header("Stripe-Signature", stripeSignature(payment))
                .body(payment)
                .post(ROOT + "/webhooks/stripe")
                .then()
                .statusCode(202)
                .extract()
                .path("runs[0].runId");
        String imported = as("operator")
                .body("{\"source\": \"crm\"}")
                .post(ROOT + "/manual.data.import/execute")
                .then()
                .statusCode(202)
                .extract()
                .path("runs[0].runId");
        as("operator")
                .body("{}")
                .post(ROOT + "/daily.cleanup/test")
                .then()
                .statusCode(200)
                .body("transform.value.type", equalTo("cleanup"))
                .body("runs[0].flow", equalTo("daily.cleanup-flow"));

        var runs = runs();
        assertThat(runs).containsOnlyKeys(user, paid, imported);
        assertThat(data(runs.get(user)).path("email").asText()).isEqualTo("ada@example.com");
        assertThat(data(runs.get(paid))).hasToString("{\"paymentId\":\"pi_1\",\"amount\":12.5,\"currency\":\"eur\"}");
        assertThat(data(runs.get(imported)).path("source").asText()).isEqualTo("crm");
        assertThat(runs()).isEmpty();
        redis.call("XGROUP", "DESTROY", STREAM, GROUP);
    }
}
