package io.triggergateway.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A Redis of one test class, and what engines do to it. */
final class GivenRedis implements AutoCloseable {
    private static final int LOOKS = 100_000;

    private final Vertx vertx = Vertx.vertx();
    private final EmbeddedRedis server;
    private final RedisLink link;

    private GivenRedis(EmbeddedRedis server) {
        this.server = server;
        this.link = linkTo(server.address());
    }

    static GivenRedis in(Path directory, String... arguments) {
        return new GivenRedis(EmbeddedRedis.start(
                directory,
                0,
                Stream.concat(Stream.of("--appendfsync", "no"), Stream.of(arguments))
                        .toArray(String[]::new)));
    }

    RedisLink link() {
        return link;
    }

    RedisLink linkTo(String address) {
        return RedisLink.to(vertx, address, Duration.ofSeconds(20));
    }

    EmbeddedRedis server() {
        return server;
    }

    void group(String stream, String name) {
        link.call("XGROUP", "CREATE", stream, name, "0", "MKSTREAM");
    }

    String append(String stream, String... fields) {
        return link.call(
                        "XADD",
                        Stream.concat(Stream.of(stream, "*"), Stream.of(fields)).toArray())
                .text();
    }

    /** Reads new entries as a consumer of a group; their ids. */
    List<String> read(String stream, String group, String consumer, int count) {
        var reply = link.call("XREADGROUP", "GROUP", group, consumer, "COUNT", count, "STREAMS", stream, ">");
        return reply.isNil() ? List.of() : idsOf(reply.at(0).at(1));
    }

    /** Hands a pending entry to a consumer once more. */
    void claim(String stream, String group, String consumer, String id) {
        link.call("XCLAIM", stream, group, consumer, 0, id);
    }

    void acknowledge(String stream, String group, String id) {
        assertThat(link.call("XACK", stream, group, id).number()).isEqualTo(1);
    }

    List<String> pending(String stream, String group) {
        return idsOf(link.call("XPENDING", stream, group, "-", "+", 1000));
    }

    List<String> ids(String stream) {
        return idsOf(link.call("XRANGE", stream, "-", "+"));
    }

    List<Map<String, String>> entries(String stream) {
        return link.call("XRANGE", stream, "-", "+").items().stream()
                .map(entry -> fields(entry.at(1)))
                .toList();
    }

    boolean exists(String key) {
        return link.call("EXISTS", key).number() == 1;
    }

    long number(String key) {
        return Long.parseLong(link.call("GET", key).text());
    }

    /** Looks until it is so; a look that fails is tried again, as Redis may be away. */
    void eventually(BooleanSupplier holds) {
        for (int look = 0; look < LOOKS; look++) {
            try {
                if (holds.getAsBoolean()) {
                    return;
                }
                link.call("PING");
            } catch (RedisFault away) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("Expected it within %d looks, but it did not come about".formatted(LOOKS));
    }

    static List<String> idsOf(Reply entries) {
        return entries.items().stream().map(entry -> entry.at(0).text()).toList();
    }

    private static Map<String, String> fields(Reply flat) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put(flat.at(i).text(), flat.at(i + 1).text());
        }
        return fields;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.stop();
    }
}
