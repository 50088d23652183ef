package io.triggergateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Secrets, each under a name for the report, and the places where they belong; they may be nowhere else. */
final class Canaries {
    /** Where secrets could come to light. */
    enum Place {
        /** Answers of the API and of webhooks, errors and health among them. */
        ANSWERS,
        /** Pages for people. */
        PAGES,
        /** What the audit says who did what. */
        AUDIT,
        LOG,
        METRICS,
        TRACES,
        /** Keys of Redis and all that they hold, the stream to engines among them. */
        REDIS,
        /** What Redis has on its disk: each command since it was begun, and a snapshot. */
        FILES
    }

    private record Canary(String name, String secret, Set<Place> belongs) {}

    private final List<Canary> all = new ArrayList<>();

    /** A new secret that belongs to these places, where it has to be found, and to no other. */
    String hatch(String name, Place... belongs) {
        return hatch(name, "canary" + UUID.randomUUID().toString().replace("-", ""), belongs);
    }

    /** One with a value of its own. */
    String hatch(String name, String value, Place... belongs) {
        assertThat(all).as(name).noneMatch(known -> known.name().equals(name));
        assertThat(value).as(name).hasSizeGreaterThan(15);
        all.add(new Canary(name, value, Set.copyOf(Arrays.asList(belongs))));
        return value;
    }

    /** {@code Basic} credentials, which are a canary too. */
    String hatchBasic(String name, String username, String password) {
        var encoded = Base64.getEncoder().encodeToString((username + ":" + password).getBytes(UTF_8));
        return "Basic " + hatch(name, encoded);
    }

    int count() {
        return all.size();
    }

    /** What is wrong about a place: secrets that do not belong there, and those that do and are missing. */
    List<String> wrongAt(Place place, String text) {
        return all.stream()
                .filter(canary -> canary.belongs().contains(place) != text.contains(canary.secret()))
                .map(canary -> "%s: '%s' %s".formatted(place, canary.name(), around(text, canary.secret())))
                .toList();
    }

    private static String around(String text, String secret) {
        int at = text.indexOf(secret);
        return at < 0
                ? "is missing"
                : "is there: "
                        + text.substring(Math.max(0, at - 300), Math.min(text.length(), at + 300))
                                .replaceAll("\\p{Cntrl}", " ");
    }
}
