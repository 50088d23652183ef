package io.triggergateway.ui;

import static io.restassured.RestAssured.given;
import static io.triggergateway.ui.GivenPages.API;
import static io.triggergateway.ui.GivenPages.execute;
import static io.triggergateway.ui.GivenPages.subscribe;
import static io.triggergateway.ui.GivenPages.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.jaxrs.SseImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** New firings as pages are told of them. */
@QuarkusTest
@Timeout(60)
class LiveFiringsTest {
    private static final String SECRET = "nobody-else-may-read-this";

    private final LiveFirings live;
    private final HttpClient client = HttpClient.newHttpClient();

    LiveFiringsTest(LiveFirings live) {
        this.live = live;
    }

    @AfterEach
    void hangsUp() {
        client.shutdownNow();
    }

    @Test
    void tellsOfNewOnesOfATriggerWithoutWhatCameIn() throws Exception {
        trigger("live.one", Map.of("type", "manual"));
        trigger("live.other", Map.of("type", "manual"));
        try (var stream = open("trigger=live.one")) {
            readTo(stream, "event:here");
            execute("live.other", Map.of("a", SECRET));
            var id = execute("live.one", Map.of("a", SECRET));

            var said = readTo(stream, "/firings/" + id);

            assertThat(said).contains("event:fired").doesNotContain(SECRET, "live.other");
        }
    }

    @Test
    void tellsOfThoseOfAllTriggers() throws Exception {
        trigger("live.all-one", Map.of("type", "manual"));
        trigger("live.all-other", Map.of("type", "manual"));
        try (var stream = open("")) {
            readTo(stream, "event:here");
            var one = execute("live.all-one", Map.of());
            var other = execute("live.all-other", Map.of());

            var said = readTo(stream, one);
            assertThat(said.contains(other) ? said : said + readTo(stream, other))
                    .contains("/ui/triggers/live.all-one/firings/" + one)
                    .contains("/ui/triggers/live.all-other/firings/" + other);
            assertThat(GivenPages.page("viewer", "/ui/firings").asString()).contains(one, other);
        }
    }

    @Test
    void catchesUpWithWhatCameMeanwhile() throws Exception {
        trigger("live.again", Map.of("type", "manual"));
        var missed = execute("live.again", Map.of());
        try (var stream = open("trigger=live.again&after=0", "Last-Event-ID", "1")) {
            readTo(stream, missed);
        }
        try (var stream = open("trigger=live.again&after=99999999999999")) {
            var later = execute("live.again", Map.of());
            assertThat(readTo(stream, later)).doesNotContain(missed);
        }
    }

    @Test
    void tellsOnlyOfThoseThatFit() throws Exception {
        trigger("live.fit", Map.of("type", "manual", "filter", "payload.wanted"));
        subscribe("live.fit", "live-flow", "auto");
        try (var stream = open("trigger=live.fit&status=accepted&flow=live-flow")) {
            readTo(stream, "event:here");
            var ignored = execute("live.fit", Map.of("wanted", false));
            var taken = execute("live.fit", Map.of("wanted", true));

            assertThat(readTo(stream, taken)).doesNotContain(ignored);
        }
    }

    @Test
    void endsWithTheLogin() throws Exception {
        trigger("live.login", Map.of("type", "manual"));
        var login = given().contentType("application/json")
                .body(Map.of("token", "test-token-of-a-viewer"))
                .post(API + "/login");
        var cookie = "tgw-session=" + login.cookie("tgw-session");
        try (var stream = reader(request("trigger=live.login").header("Cookie", cookie))) {
            readTo(stream, "event:here");
            live.beat();
            given().header("Cookie", cookie)
                    .header("Origin", "http://localhost:" + RestAssured.port)
                    .header("X-CSRF-Token", login.<String>path("csrfToken"))
                    .post(API + "/logout")
                    .then()
                    .statusCode(204);
            live.beat();

            assertThat(stream.lines().collect(Collectors.joining("\n"))).contains("event:over");
        }
    }

    @Test
    void isForThoseWithACredential() throws Exception {
        var answer = client.send(request("").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void anUnknownTriggerHasNothingToTell() throws Exception {
        try (var stream = open("trigger=live.nobody")) {
            assertThat(stream.lines().collect(Collectors.joining("\n"))).contains("event:over");
        }
    }

    @Test
    void holdsOnlySoMany() throws Exception {
        var sinks = new ArrayList<SilentSink>();
        try {
            while (live.count() < LiveFirings.MOST_STREAMS) {
                var sink = new SilentSink();
                sinks.add(sink);
                var wish = new LiveWish(null, "failed", null, null);
                live.join(new LiveStream(wish, null, sink, new SseImpl()), null, null);
            }

            var answer = client.send(
                    request("")
                            .header("Authorization", "Bearer test-token-of-a-viewer")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        } finally {
            sinks.forEach(SilentSink::close);
            live.look();
        }
        assertThat(live.count()).isLessThan(LiveFirings.MOST_STREAMS);
    }

    @Test
    void whoDoesNotTakeEventsIsLeftOut() {
        var sink = new SilentSink();
        var stream = new LiveStream(new LiveWish(null, null, null, null), null, sink, new SseImpl());
        for (int i = 0; i < 20; i++) {
            stream.show("row", "1");
        }
        assertThat(stream.isOver()).isTrue();
        assertThat(sink.sent).isLessThan(20);
    }

    /** A browser that takes nothing. */
    private static final class SilentSink implements SseEventSink {
        private boolean closed;
        private int sent;

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public CompletionStage<?> send(OutboundSseEvent event) {
            sent++;
            return new CompletableFuture<>();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private BufferedReader open(String query, String... headers) throws IOException, InterruptedException {
        var request = request(query).header("Authorization", "Bearer test-token-of-a-viewer");
        return reader(headers.length == 0 ? request : request.headers(headers));
    }

    private static HttpRequest.Builder request(String query) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/ui/live/firings?" + query))
                .header("Accept", "text/event-stream");
    }

    private BufferedReader reader(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** All lines up to one that has this; the timeout of the class says when it does not come. */
    private static String readTo(BufferedReader stream, String wanted) throws IOException {
        var said = new StringBuilder();
        for (var line = stream.readLine(); line != null; line = stream.readLine()) {
            said.append(line).append('\n');
            if (line.replace("event: ", "event:").contains(wanted)) {
                return said.toString().replace("event: ", "event:");
            }
        }
        throw new AssertionError("Expected " + wanted + ", but the stream ended after:\n" + said);
    }
}
