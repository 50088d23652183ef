package io.triggergateway.accept;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.triggergateway.expression.FieldPath;
import io.triggergateway.expression.Shape;
import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What it takes to wait: bytes of a pending await, and what an event costs among those who wait for others. Then all are
 * let go in the order of their deadlines, and nothing may remain.
 */
public final class AwaitBenchmark {
    private static final int BATCH = 500;
    private static final int EVENTS = 5_000;
    private static final int ROUNDS = 5;
    private static final int NOBODY = -1;
    private static final String WAITED_FOR = "orders";
    private static final String OTHER = "invoices";
    private static final int PAGE = 100;
    private static final int FIELDS = 6;
    private static final int HEAD = 3;
    private static final long PRIME = 1_000_003;
    private static final List<String> PREFIX = List.of("tg:{0}:");
    private static final Shape SHAPE = Shape.of(List.of(new FieldPath(List.of("jobId"))));
    private static final Pattern SCRIPT_TIME = Pattern.compile("cmdstat_evalsha:calls=(\\d+),usec=(\\d+)");

    private final RedisLink link;
    private final int awaits;
    private final long start = System.currentTimeMillis();

    private AwaitBenchmark(RedisLink link, int awaits) {
        this.link = link;
        this.awaits = awaits;
    }

    /** The arguments are the number of awaits, and the address of an empty Redis to use instead of an own one. */
    public static void main(String[] arguments) throws Exception {
        int awaits = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        var vertx = Vertx.vertx();
        try {
            if (arguments.length > 1) {
                run(vertx, arguments[1], awaits);
            } else {
                runOnItsOwn(vertx, awaits);
            }
        } finally {
            vertx.close();
        }
    }

    private static void runOnItsOwn(Vertx vertx, int awaits) throws Exception {
        var directory = Files.createDirectories(Path.of("target", "bench", "awaits"));
        var redis = EmbeddedRedis.start(directory, 0, "--appendonly", "no", "--save", "", "--maxmemory", "6gb");
        try {
            run(vertx, redis.address(), awaits);
        } finally {
            redis.stop();
        }
    }

    private static void run(Vertx vertx, String address, int awaits) throws Exception {
        var benchmark = new AwaitBenchmark(RedisLink.to(vertx, address, Duration.ofMinutes(1)), awaits);
        if (benchmark.link.call("DBSIZE").number() > 0) {
            throw new IllegalStateException("Expected an empty Redis, but it has keys");
        }
        benchmark.letGo(benchmark.measure());
    }

    /** The keys that were there before anyone waited. */
    private Set<String> measure() {
        var door = GivenDoor.before(link).with(WAITED_FOR).with(OTHER);
        events(door, WAITED_FOR, EVENTS, "warms up", NOBODY);
        double empty = events(door, WAITED_FOR, EVENTS, "empty", NOBODY);
        forgetOutcomes();
        var before = keys();
        before.add("tg:{0}:await-generations");
        before.add("tg:{0}:await-counts");

        long bytes = memory();
        long started = System.nanoTime();
        register(WAITED_FOR, 0, awaits);
        double seconds = (System.nanoTime() - started) / 1e9;
        bytes = (memory() - bytes) / awaits;
        print("bytes of a pending await", bytes, "limit 700");
        print("awaits claimed and registered in a second", Math.round(awaits / seconds), "");
        compare(door, empty);
        forgetOutcomes();
        return before;
    }

    /** In turns, as the machine changes; all of it in the same Redis, as a larger one is slower whatever it holds. */
    private void compare(GivenDoor door, double empty) {
        var nobody = new Spread("event of a trigger for which nobody waits");
        var others = new Spread("event, %,d wait for other values".formatted(awaits));
        var few = new Spread("event that ends an await, among %,d".formatted(EVENTS));
        var many = new Spread("event that ends an await, among %,d".formatted(awaits));
        for (int round = 0; round < ROUNDS; round++) {
            nobody.add(events(door, OTHER, EVENTS, "nobody" + round, NOBODY));
            others.add(events(door, WAITED_FOR, EVENTS, "others" + round, NOBODY));
            int fresh = awaits + round * EVENTS;
            register(OTHER, fresh, fresh + EVENTS);
            few.add(events(door, OTHER, EVENTS, "few" + round, fresh));
            many.add(events(door, WAITED_FOR, EVENTS, "many" + round, 0));
            forgetOutcomes();
            register(WAITED_FOR, 0, EVENTS);
        }
        print("microseconds in Redis: event in an empty one", empty, "");
        List.of(nobody, others, few, many).forEach(Spread::print);
        print("others wait / nobody waits", others.median() / nobody.median(), "limit 1.3");
        print("ends one among many / among few", many.median() / few.median(), "limit 1.3");
        print("ends one among many / nobody waits", many.median() / nobody.median(), "");
    }

    private void register(String trigger, int from, int to) {
        var claim = new Scripts(link).load("claim-await");
        var register = new Scripts(link).load("register-await");
        for (int first = from; first < to; first += BATCH) {
            var claims = new ArrayList<Future<Reply>>();
            for (int i = first; i < Math.min(to, first + BATCH); i++) {
                claims.add(claim.run(PREFIX, List.of(run(i), "wait-for-job", 0, Ids.hash(job(i)), "-", 10_000, "")));
            }
            RedisLink.await(Future.all(claims));
            var answers = new ArrayList<Future<Reply>>();
            for (int i = 0; i < claims.size(); i++) {
                answers.add(register(
                        register, trigger, first + i, claims.get(i).result().at(1).text()));
            }
            RedisLink.await(Future.all(answers));
        }
    }

    private Future<Reply> register(Script script, String trigger, int i, String generation) {
        var definition = "{\"filter\":\"event.jobId == '%s'\",\"timeout\":3600000}".formatted(job(i));
        return script.run(
                PREFIX,
                List.of(
                        run(i) + "/wait-for-job",
                        generation,
                        Ids.hash(job(i)),
                        "event",
                        definition,
                        trigger,
                        "",
                        trigger,
                        "",
                        "",
                        "1",
                        deadline(i),
                        0,
                        "",
                        "",
                        AwaitIndex.id(SHAPE),
                        AwaitIndex.bucket(trigger, SHAPE, List.of("s" + job(i))),
                        SHAPE.text(),
                        "whole"));
    }

    private static String run(int i) {
        return "r0-%026d".formatted(i);
    }

    private static String job(int i) {
        return "job-%08d".formatted(i);
    }

    /** All within the hour after the next one, and not in the order in which they register. */
    private long deadline(int i) {
        return start + 3_600_000 + i * PRIME % 3_600_000;
    }

    /** Microseconds that Redis takes for one. */
    private double events(GivenDoor door, String trigger, int count, String name, int first) {
        link.call("CONFIG", "RESETSTAT");
        var answers = new ArrayList<Future<AcceptOutcome>>();
        for (int i = 0; i < count; i++) {
            var payload = JsonNodeFactory.instance.objectNode().put("jobId", first == NOBODY ? "nobody" : job(first + i));
            var firing = GivenFiring.of(name + i)
                    .trigger(trigger)
                    .flows()
                    .event(payload)
                    .make();
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

    /** Ends what is due two hours from now, and looks at what is left once its outcomes are forgotten. */
    private void letGo(Set<String> before) throws Exception {
        var due = moved();
        long started = System.nanoTime();
        int ended = 0;
        int disordered = 0;
        long last = 0;
        for (int page = PAGE; page == PAGE; ended += page) {
            var reply = link.call("EVAL", due, 1, PREFIX.getFirst(), PAGE);
            page = (reply.size() - HEAD) / FIELDS;
            for (int i = 0; i < page; i++) {
                var run = reply.at(HEAD + i * FIELDS).text();
                long deadline = deadline(Integer.parseInt(run.substring("r0-".length(), run.indexOf('/'))));
                disordered += deadline < last ? 1 : 0;
                last = deadline;
            }
        }
        print("awaits that the moved clock has ended, of %,d".formatted(awaits), ended, "all");
        print("of them before one with an earlier deadline", disordered, "limit 0");
        print("awaits ended in a second", Math.round(ended / ((System.nanoTime() - started) / 1e9)), "");
        link.call("DEL", "tg:{0}:handoff", "tg:{0}:handoff-bytes");
        var left = keys();
        for (int look = 0; look < 600 && !before.containsAll(left); look++) {
            Thread.sleep(1_000);
            left = keys();
        }
        left.removeAll(before);
        print("keys more than before, once outcomes are forgotten", left.size(), "limit 0");
        left.stream().limit(10).forEach(System.out::println);
    }

    /** The script of the timer with a clock that is two hours ahead, and in which a day has gone by in a minute. */
    private static String moved() throws IOException {
        var text = Pattern.compile("(?m)^-- @include (\\S+)$")
                .matcher(lua("due-awaits"))
                .replaceAll(include -> Matcher.quoteReplacement(lua("include/" + include.group(1))));
        return text.replace("tonumber(time[1])", "tonumber(time[1]) + 7200")
                .replace("keep_ended = 86400000", "keep_ended = 60000");
    }

    private static String lua(String name) {
        try (var file = Scripts.class.getResourceAsStream("/lua/" + name + ".lua")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void forgetOutcomes() {
        for (var key : scan("tg:{0}:awaited:*")) {
            link.call("DEL", key);
        }
    }

    private Set<String> keys() {
        var keys = scan("*");
        keys.removeIf(key -> key.contains(":delivery:") || key.contains(":firing"));
        return keys;
    }

    private Set<String> scan(String pattern) {
        var found = new TreeSet<String>();
        var cursor = "0";
        do {
            var page = link.call("SCAN", cursor, "MATCH", pattern, "COUNT", 10_000);
            cursor = page.at(0).text();
            page.at(1).items().forEach(key -> found.add(key.text()));
        } while (!cursor.equals("0"));
        return found;
    }

    private long memory() {
        var used = Pattern.compile("used_memory:(\\d+)")
                .matcher(link.call("INFO", "memory").text());
        if (!used.find()) {
            throw new IllegalStateException("Expected Redis to know its memory, but it does not");
        }
        return Long.parseLong(used.group(1));
    }

    /** Of what is measured more than once. */
    private record Spread(String what, List<Double> values) {
        Spread(String what) {
            this(what, new ArrayList<>());
        }

        void add(double value) {
            values.add(value);
        }

        double median() {
            return values.stream().sorted().toList().get(values.size() / 2);
        }

        void print() {
            System.out.printf(
                    Locale.ROOT,
                    "%-55s %12.2f   [%.2f .. %.2f]%n",
                    what,
                    median(),
                    Collections.min(values),
                    Collections.max(values));
        }
    }

    private static void print(String what, double value, String limit) {
        System.out.printf(Locale.ROOT, "%-55s %12.2f   %s%n", what, value, limit);
    }
}
