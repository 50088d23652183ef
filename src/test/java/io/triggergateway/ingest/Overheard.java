package io.triggergateway.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.triggergateway.ingest.Canaries.Place;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.telemetry.Traces;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;

/** All that a gateway says and stores, place by place. */
final class Overheard implements AutoCloseable {
    static final String ADMIN_TOKEN = "test-token-of-an-admin";
    static final String ROOT = "/api/_triggers";
    private static final int LOOKS = 100_000;
    private static final int MOST_VARIANTS = 2;
    private static final Pattern LINK = Pattern.compile("(?:href|action)=\"(/ui[^\"#]*)\"");
    private static final Pattern FIRING = Pattern.compile("\"firingId\":\"([^\"]+)\"");
    private static final Logger GATEWAY_LOG = Logger.getLogger("io.triggergateway");

    private final RedisLink redis;
    private final Traces traces;
    private final Map<Place, StringBuilder> said = new EnumMap<>(Place.class);
    private final Log log = new Log();
    private final HttpClient client = HttpClient.newHttpClient();

    Overheard(RedisLink redis, Traces traces) {
        this.redis = redis;
        this.traces = traces;
        for (var place : Place.values()) {
            said.put(place, new StringBuilder());
        }
        Logger.getLogger("").addHandler(log);
        GATEWAY_LOG.setLevel(Level.ALL);
    }

    @Override
    public void close() {
        GATEWAY_LOG.setLevel(null);
        Logger.getLogger("").removeHandler(log);
        client.close();
    }

    /** All that is logged meanwhile. */
    private static final class Log extends Handler {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord record) {
            lines.add(new SimpleFormatter().format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    static RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + ADMIN_TOKEN);
    }

    /** Keeps an answer with its headers. */
    Response kept(Response answer) {
        said.get(Place.ANSWERS).append(answer.headers()).append('\n').append(answer.asString());
        return answer;
    }

    /** What was said at a place. */
    String at(Place place) {
        return said.get(place).toString();
    }

    /** Asks for all that can be asked for. */
    void readAnswers(List<String> triggers) throws IOException, InterruptedException {
        for (var path : List.of(
                ROOT + "?limit=500",
                ROOT + "/export",
                ROOT + "/flows",
                ROOT + "/providers",
                ROOT + "/stats",
                ROOT + "/tokens",
                ROOT + "/awaits?limit=500",
                ROOT + "/jobs",
                ROOT + "/handoff",
                ROOT + "/handoff/messages?limit=500",
                ROOT + "/handoff/dead",
                ROOT + "/handoff/signals/poison",
                "/q/health",
                "/q/openapi")) {
            asAdmin(Place.ANSWERS, path, "*/*");
        }
        asAdmin(Place.ANSWERS, ROOT + "/export", "application/yaml");
        for (var name : triggers) {
            for (var part : List.of("", "/refusals", "/endpoint", "/subscriptions", "/stats")) {
                asAdmin(Place.ANSWERS, ROOT + "/" + name + part, "*/*");
            }
            var firings = asAdmin(Place.ANSWERS, ROOT + "/" + name + "/firings?limit=500", "*/*");
            for (var id : FIRING.matcher(firings).results().toList()) {
                asAdmin(Place.ANSWERS, ROOT + "/" + name + "/firings/" + id.group(1), "*/*");
            }
        }
        asAdmin(Place.METRICS, "/q/metrics", "*/*");
        asAdmin(Place.AUDIT, ROOT + "/audit?limit=500", "*/*");
        asAdmin(Place.AUDIT, ROOT + "/audit/export", "*/*");
    }

    private String asAdmin(Place place, String path, String accept) throws IOException, InterruptedException {
        var answer = get(place, path, "Authorization", "Bearer " + ADMIN_TOKEN, "Accept", accept);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> get(Place place, String path, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .headers(headers)
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        said.get(place).append(answer.headers().map()).append('\n').append(answer.body());
        return answer;
    }

    /**
     * Opens every page that a person sees who clicks on every link; how many that are. Of those that differ in their
     * query some are enough, and what other tests have registered is theirs.
     */
    int readPages(String cookie) throws IOException, InterruptedException {
        var known = new HashSet<>(List.of("/ui"));
        var variants = new HashMap<String, Integer>();
        var open = new ArrayDeque<>(List.of("/ui"));
        int read = 0;
        for (; !open.isEmpty(); read++) {
            var page = get(Place.PAGES, open.remove(), "Cookie", cookie, "Accept", "text/html");
            LINK.matcher(page.body())
                    .results()
                    .map(link -> link.group(1).replace("&amp;", "&"))
                    .filter(link -> !link.startsWith("/ui/triggers/") || link.startsWith("/ui/triggers/canary."))
                    .filter(known::add)
                    .filter(link -> variants.merge(link.replaceFirst("\\?.*", ""), 1, Integer::sum) <= MOST_VARIANTS)
                    .forEach(open::add);
        }
        return read;
    }

    void readLogAndTraces() {
        log.lines.forEach(said.get(Place.LOG)::append);
        traces.flush();
        said.get(Place.TRACES).append(new String(OutsideWorld.sent("/v1/traces"), StandardCharsets.ISO_8859_1));
    }

    /** All keys with all that they hold, once there is one that is written a moment later. */
    void readRedis(String late) {
        for (int i = 0; i < LOOKS && redis.call("EXISTS", late).number() == 0; i++) {
            Thread.onSpinWait();
        }
        assertThat(redis.call("EXISTS", late).number()).isEqualTo(1);
        var text = said.get(Place.REDIS);
        for (var key : redis.call("KEYS", "*").items()) {
            text.append(key.text()).append('\n');
            content(key.text())
                    .forEach(part -> text.append(new String(part.bytes(), StandardCharsets.ISO_8859_1))
                            .append('\n'));
        }
    }

    private List<Reply> content(String key) {
        return switch (redis.call("TYPE", key).text()) {
            case "string" -> List.of(redis.call("GET", key));
            case "hash" -> redis.call("HGETALL", key).items();
            case "list" -> redis.call("LRANGE", key, 0, -1).items();
            case "set" -> redis.call("SMEMBERS", key).items();
            case "zset" -> redis.call("ZRANGE", key, 0, -1).items();
            case "stream" ->
                redis.call("XRANGE", key, "-", "+").items().stream()
                        .flatMap(entry -> entry.at(1).items().stream())
                        .toList();
            case "none" -> List.of();
            default -> throw new AssertionError("Expected a known type at " + key);
        };
    }

    /** The log of commands as it has grown, and the snapshot that Redis makes of all keys. */
    void readFiles() throws IOException {
        var directory = Path.of(redis.call("CONFIG", "GET", "dir").at(1).text());
        readAll(directory);
        redis.call("CONFIG", "SET", "rdbcompression", "no");
        redis.call("SAVE");
        readAll(directory);
    }

    private void readAll(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                said.get(Place.FILES).append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }
}
