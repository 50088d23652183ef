package io.triggergateway.accept;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.triggergateway.expression.FieldPath;
import io.triggergateway.expression.Shape;
import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What it takes to wait: bytes of a pending await, and what an event costs among those who wait for others. */
public final class AwaitBenchmark {
    private static final int BATCH = 500;
    private static final int EVENTS = 5_000;
    private static final Shape SHAPE = Shape.of(List.of(new FieldPath(List.of("jobId"))));
    private static final Pattern SCRIPT_TIME = Pattern.compile("cmdstat_evalsha:calls=(\\d+),usec=(\\d+)");

    private final RedisLink link;
    private final GivenDoor door;
    private final Script register;

    private AwaitBenchmark(RedisLink link) {
        this.link = link;
        this.door = GivenDoor.before(link).with("orders");
        this.register = new Scripts(link).load("register-await");
    }

    /** The first argument is the number of awaits. */
    public static void main(String[] arguments) throws Exception {
        int awaits = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        var directory = Files.createDirectories(Path.of("target", "bench", "awaits"));
        var vertx = Vertx.vertx();
        var redis = EmbeddedRedis.start(directory, 0, "--appendonly", "no", "--save", "");
        try {
            var link = RedisLink.to(vertx, redis.address(), Duration.ofMinutes(1));
            new AwaitBenchmark(link).measure(awaits);
        } finally {
            vertx.close();
            redis.stop();
        }
    }

    private void measure(int awaits) {
        link.call("FLUSHALL");
        door.with("orders");
        events(EVENTS, "warms up", -1);
        double none = events(EVENTS, "none", -1);
        // One that waits for another value, so that the event is looked up at all.
        register(0, 1);
        double one = events(EVENTS, "one", -1);
        long before = memory();
        long started = System.nanoTime();
        register(1, awaits);
        double seconds = (System.nanoTime() - started) / 1e9;
        long bytes = (memory() - before) / (awaits - 1);
        double many = events(EVENTS, "many", -1);
        double hits = events(Math.min(EVENTS, awaits), "hits", 0);

        print("bytes of a pending await", bytes, "limit 700");
        print("awaits registered in a second", Math.round(awaits / seconds), "");
        print("event, nobody waits, microseconds in Redis", none, "");
        print("event, one waits for another value", one, "");
        print("event, %,d wait for other values".formatted(awaits), many, "");
        print("that compared with nobody", many / none, "limit 1.3");
        print("event that ends an await", hits, "");
    }

    private void register(int from, int to) {
        var answers = new ArrayList<Future<Reply>>();
        for (int i = from; i < to; i++) {
            var id = "job-%08d".formatted(i);
            var run = "r0-%026d/wait-for-job".formatted(i);
            var definition =
                    "{\"type\":\"event\",\"event\":\"orders\",\"filter\":\"event.jobId == '%s'\",\"timeout\":3600000}"
                            .formatted(id);
            answers.add(register.run(
                    List.of("tg:{0}:"),
                    List.of(
                            run,
                            i + 1,
                            Ids.hash(id),
                            "event",
                            definition,
                            "",
                            "",
                            "orders",
                            "",
                            "",
                            "1",
                            "",
                            3_600_000,
                            "",
                            AwaitIndex.id(SHAPE),
                            AwaitIndex.bucket("orders", SHAPE, List.of("s" + id)),
                            SHAPE.text(),
                            "whole")));
            if (answers.size() == BATCH || i == to - 1) {
                RedisLink.await(Future.all(answers));
                answers.clear();
            }
        }
    }

    /** Microseconds that Redis takes for one; a negative {@code first} is waited for by nobody. */
    private double events(int count, String name, int first) {
        link.call("CONFIG", "RESETSTAT");
        var answers = new ArrayList<Future<AcceptOutcome>>();
        for (int i = 0; i < count; i++) {
            var payload = JsonNodeFactory.instance
                    .objectNode()
                    .put("jobId", first < 0 ? "nobody" : "job-%08d".formatted(first + i));
            var firing = GivenFiring.of(name + i).flows().event(payload).make();
            answers.add(door.script().run(0, List.of(firing), door.room(false)));
            if (answers.size() == BATCH || i == count - 1) {
                RedisLink.await(Future.all(answers));
                answers.clear();
            }
        }
        var stats = SCRIPT_TIME.matcher(link.call("INFO", "commandstats").text());
        if (!stats.find()) {
            throw new IllegalStateException("Expected Redis to count what scripts take, but it does not");
        }
        return Double.parseDouble(stats.group(2)) / Double.parseDouble(stats.group(1));
    }

    private long memory() {
        var used = Pattern.compile("used_memory:(\\d+)")
                .matcher(link.call("INFO", "memory").text());
        if (!used.find()) {
            throw new IllegalStateException("Expected Redis to know its memory, but it does not");
        }
        return Long.parseLong(used.group(1));
    }

    private static void print(String what, double value, String limit) {
        System.out.printf(Locale.ROOT, "%-55s %12.2f   %s%n", what, value, limit);
    }
}
