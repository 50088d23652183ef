package io.triggergateway.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.registry.FlowRegistrar;
import io.triggergateway.registry.Registrar;
import io.triggergateway.registry.Registration;
import io.triggergateway.registry.Registry;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What tests do to schedules of a running gateway: register, turn back what was decided, and read what has fired. */
@Singleton
final class GivenSchedules {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Registrar registrar;
    private final FlowRegistrar flows;
    private final Registry registry;
    private final RedisLink redis;
    private final Keys keys;
    private final Plans plans;
    private final DueSlots dueSlots;
    private final SlotFirer firer;
    private final RandomGenerator random;
    private final Set<String> registered = ConcurrentHashMap.newKeySet();

    GivenSchedules(
            Registrar registrar,
            FlowRegistrar flows,
            Registry registry,
            RedisLink redis,
            Keys keys,
            Plans plans,
            DueSlots dueSlots,
            SlotFirer firer,
            RandomGenerator random) {
        this.registrar = registrar;
        this.flows = flows;
        this.registry = registry;
        this.redis = redis;
        this.keys = keys;
        this.plans = plans;
        this.dueSlots = dueSlots;
        this.firer = firer;
        this.random = random;
    }

    /** Another replica's clock, on the same Redis. */
    Scheduler anotherReplica() {
        var scheduler = new Scheduler(registry, plans, dueSlots, firer, keys, random);
        scheduler.start();
        return scheduler;
    }

    void register(String name, String schedule) {
        put(name, schedule, true);
        flows.subscribe(name, "flow-of-" + name, null);
    }

    void put(String name, String schedule, boolean enabled) {
        putDocument(name, """
                name: %s
                type: schedule
                enabled: %s
                schedule: { %s }
                data: { of: %s }
                """.formatted(name, enabled, schedule, name));
    }

    void putDocument(String name, String yaml) {
        registered.add(name);
        assertThat(registrar.replace(name, document(yaml), null)).isInstanceOf(Registration.Done.class);
    }

    void enable(String name, boolean on) {
        assertThat(registrar.enable(name, on)).isInstanceOf(Registration.Done.class);
    }

    /** Ends what tests have registered, so that it does not fire in those that follow. */
    void removeAll() {
        registered.stream().filter(name -> registry.find(name).isPresent()).forEach(this::delete);
        registered.clear();
    }

    void delete(String name) {
        assertThat(registrar.delete(name, null)).isInstanceOf(Registration.Removed.class);
    }

    private static JsonNode document(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** Makes the plan as it would be if nothing had run for so long, and says which slot is due first. */
    Instant turnBack(String name, Duration stop) {
        var trigger = registry.find(name).orElseThrow();
        plans.plan(trigger);
        var schedule = trigger.schedule();
        assertThat(schedule).isNotNull();
        var from = plans.redisTime().minus(stop);
        var slot = schedule.next(from).orElseThrow().scheduledTime();
        redis.call("HSET", keys.schedule(trigger.partition(), name), "next", slot.toEpochMilli());
        redis.call("ZADD", keys.due(trigger.partition()), slot.toEpochMilli(), name);
        return slot;
    }

    /** Makes what is planned due now, whatever the trigger has become. */
    void makeDue(String name) {
        redis.call("ZADD", keys.due(partition(name)), "XX", redisTime().toEpochMilli(), name);
        registrar.restate(name);
    }

    @Nullable
    String planned(String name) {
        return redis.call("HGET", planKey(name), "next").textOrNull();
    }

    Map<String, String> plan(String name) {
        return fields(redis.call("HGETALL", planKey(name)));
    }

    String planKey(String name) {
        return keys.schedule(partition(name), name);
    }

    /** Where the trigger lives, or lived. */
    int partition(String name) {
        return registry.find(name).map(trigger -> trigger.partition()).orElse(0);
    }

    boolean isDue(String name) {
        return isDue(partition(name), name);
    }

    boolean isDue(int partition, String name) {
        return !redis.call("ZSCORE", keys.due(partition), name).isNil();
    }

    /** Makes it as if nobody had planned the trigger since it was written at that time. */
    void unplanSince(String name, Instant written) {
        var trigger = registry.find(name).orElseThrow();
        redis.call("HSET", keys.trigger(trigger.partition(), name), "since", written.toEpochMilli());
        redis.call("DEL", planKey(name));
        registrar.restate(name);
    }

    void restate(String name) {
        registrar.restate(name);
    }

    /** Ids in a trigger's log, oldest first. */
    List<String> firings(String name) {
        return redis.call("XRANGE", keys.firings(partition(name), name), "-", "+").items().stream()
                .map(entry -> fields(entry.at(1)).get("id"))
                .toList();
    }

    Map<String, String> firing(String name, String id) {
        return fields(redis.call("HGETALL", keys.firing(partition(name), id)));
    }

    Duration retention(String name, String id) {
        return Duration.ofMillis(
                redis.call("PTTL", keys.firing(partition(name), id)).number());
    }

    /** The nominal times of a trigger's starts, in the order of the stream. */
    List<Instant> slots(String name) {
        return slots().getOrDefault(name, List.of());
    }

    /** The nominal times of all starts by trigger, in the order of the stream. */
    Map<String, List<Instant>> slots() {
        var slots = new HashMap<String, List<Instant>>();
        for (var message : messages()) {
            slots.computeIfAbsent(message.get("trigger"), name -> new ArrayList<>())
                    .add(slot(message));
        }
        return slots;
    }

    List<Map<String, String>> messages(String name) {
        return messages().stream()
                .filter(message -> name.equals(message.get("trigger")))
                .toList();
    }

    private List<Map<String, String>> messages() {
        return handedOff().stream()
                .filter(message -> message.getOrDefault("meta", "").contains("scheduledTime"))
                .toList();
    }

    /** All messages of a trigger, whatever has caused them. */
    List<Map<String, String>> all(String name) {
        return handedOff().stream()
                .filter(message -> name.equals(message.get("trigger")))
                .toList();
    }

    private List<Map<String, String>> handedOff() {
        return IntStream.range(0, keys.partitions())
                .mapToObj(partition -> redis.call("XRANGE", keys.handoff(partition, ""), "-", "+"))
                .flatMap(entries -> entries.items().stream())
                .map(entry -> fields(entry.at(1)))
                .toList();
    }

    Instant redisTime() {
        return plans.redisTime();
    }

    /** How often a trigger has been in the log. */
    long logged(String name) {
        return redis.call("XLEN", keys.firings(partition(name), name)).number();
    }

    Instant slot(Map<String, String> message) {
        try {
            return Instant.parse(
                    YAML.readTree(message.get("meta")).required("scheduledTime").textValue());
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static Map<String, String> fields(Reply flat) {
        var fields = new HashMap<String, String>();
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put(flat.at(i).text(), flat.at(i + 1).text());
        }
        return fields;
    }
}
