package io.triggergateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.triggergateway.ingest.OwnGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever comes, the API answers as its description says. {@code -Drequests.generated=50000} asks longer. */
@QuarkusTest
@TestProfile(OwnGateway.class)
class GeneratedRequestsTest {
    private static final int REQUESTS = Integer.getInteger("requests.generated", 600);
    private static final long SEED = Long.getLong("requests.seed", 8);
    private static final Path DESCRIPTION = Path.of("openapi/openapi.yaml");
    private static final int NO_SERVICE = 503;
    private static final int URI_TOO_LONG = 414;
    private static final int LONGEST_LINE = 4_000;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> wrong = new TreeMap<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    @BeforeEach
    void registers() {
        var triggers = Map.of(
                "fuzz.webhook",
                "{\"type\":\"webhook\",\"endpoint\":{\"path\":\"/fuzz\",\"auth\":{\"type\":\"none\"}}}",
                "fuzz.manual",
                "{\"type\":\"manual\"}",
                "fuzz.schedule",
                "{\"type\":\"schedule\",\"schedule\":{\"cron\":\"0 0 1 1 *\",\"timezone\":\"UTC\"}}",
                "fuzz.event",
                "{\"type\":\"event\"}");
        triggers.forEach((name, document) -> given().header("Authorization", "Bearer test-token-of-an-admin")
                .contentType("application/json")
                .body(document)
                .put("/api/_triggers/" + name));
    }

    @Test
    void answersAsDescribed() throws Exception {
        var components = new YAMLMapper().readTree(DESCRIPTION.toFile()).path("components");
        var operations = DescribedOperation.all(DESCRIPTION);
        var requests = new DescribedRequests(SEED, components, URI.create("http://127.0.0.1:" + RestAssured.port));
        var random = new Random(SEED);
        var asked = new HashSet<DescribedOperation>();
        for (int i = 0; i < REQUESTS; i++) {
            var operation = operations.get(i < operations.size() ? i : random.nextInt(operations.size()));
            asked.add(operation);
            check(operation, requests.next(operation), components);
        }
        System.getLogger("generated").log(System.Logger.Level.INFO, REQUESTS + " requests: " + statuses);
        assertThat(wrong).as("seed %d, %s", SEED, statuses).isEmpty();
        assertThat(asked).hasSameSizeAs(operations);
        assertThat(statuses.keySet()).contains(200, 400, 404, 422);
    }

    private void check(DescribedOperation operation, HttpRequest request, JsonNode components)
            throws IOException, InterruptedException {
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        statuses.merge(answer.statusCode(), 1, Integer::sum);
        var fault = fault(operation, answer, components);
        if (!fault.isEmpty()) {
            wrong.putIfAbsent(
                    operation + " " + fault,
                    request.uri() + " " + request.headers().map() + " " + answer.body());
        }
    }

    /** What differs from the description; empty when nothing does. */
    private static String fault(DescribedOperation operation, HttpResponse<String> answer, JsonNode components) {
        int status = answer.statusCode();
        if (status >= 500 && status != NO_SERVICE) {
            return "answers " + status;
        }
        if (status == URI_TOO_LONG && answer.uri().toString().length() > LONGEST_LINE) {
            // The server itself says so before any call is known.
            return "";
        }
        var described = operation.document().path("responses").path(Integer.toString(status));
        if (described.isMissingNode()) {
            return "answers " + status + ", which is not described";
        }
        var reference = described.path("$ref").asText();
        var response = reference.isEmpty() ? described : components.at(reference.substring("#/components".length()));
        var type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        return answer.body().isEmpty() || types(response).contains(type)
                ? ""
                : "answers %d as %s, but %s are described".formatted(status, type, types(response));
    }

    private static Set<String> types(JsonNode response) {
        var types = new TreeSet<String>();
        response.path("content").fieldNames().forEachRemaining(types::add);
        return types;
    }
}
