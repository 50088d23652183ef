package io.triggergateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Senders who repeat every delivery many times at once. */
@QuarkusTest
class StormTest {
    private static final int IDS = 100;
    private static final int COPIES = 50;
    private static final int CONNECTIONS = 64;

    private final Gateway gateway;

    StormTest(Gateway gateway) {
        this.gateway = gateway;
    }

    /** What came back for one copy. */
    private record Answer(int id, int status, String body) {
        /** The part that every copy has to be told alike. */
        String firing() {
            var json = Gateway.json(body);
            return json.path("firingId").asText() + " " + json.path("timestamp") + " " + json.path("runs");
        }
    }

    @Test
    void makesOneMessageOfEachDeliveryHoweverOftenItComes() throws Exception {
        gateway.register("""
                name: storm
                type: webhook
                endpoint: { path: /webhooks/storm, auth: { type: none } }
                """);

        var answers = sendAll();
        assertThat(answers).hasSize(IDS * COPIES);
        assertThat(answers).extracting(Answer::status).containsOnly(200, 202);
        assertThat(answers.stream().filter(answer -> answer.status() == 202)).hasSize(IDS);
        Map<Integer, String> firings = new ConcurrentHashMap<>();
        for (var answer : answers) {
            var known = firings.putIfAbsent(answer.id(), answer.firing());
            assertThat(answer.firing()).isEqualTo(known == null ? answer.firing() : known);
        }
        assertThat(gateway.messages("storm"))
                .hasSize(IDS)
                .extracting(message -> message.get("id"))
                .doesNotHaveDuplicates();
    }

    private static List<Answer> sendAll() throws Exception {
        var next = new AtomicInteger();
        try (var client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                var pool = Executors.newFixedThreadPool(
                        CONNECTIONS, Thread.ofVirtual().factory())) {
            Callable<List<Answer>> sender = () -> sendSome(client, next);
            var senders = pool.invokeAll(
                    Stream.generate(() -> sender).limit(CONNECTIONS).toList());
            var all = new ArrayList<List<Answer>>();
            for (var done : senders) {
                all.add(done.get());
            }
            return all.stream().flatMap(Collection::stream).toList();
        }
    }

    private static List<Answer> sendSome(HttpClient client, AtomicInteger next) throws Exception {
        var answers = new ArrayList<Answer>();
        for (int copy = next.getAndIncrement(); copy < IDS * COPIES; copy = next.getAndIncrement()) {
            // Copies of one delivery follow each other, so that they meet.
            int id = copy / COPIES;
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + RestAssured.port + "/api/_triggers/webhooks/storm"))
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", "storm-" + id)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"id\":" + id + "}"))
                    .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            answers.add(new Answer(id, answer.statusCode(), answer.body()));
        }
        return answers;
    }
}
