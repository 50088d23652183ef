package io.triggergateway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.Durability;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisJudgeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                // version | policy | append-only | appendfsync | told or stated | durability
                "6.2.14  | noeviction   | true  | always   | told   | AUTO    | unfit  | quarkus.redis.hosts",
                "''      | noeviction   | true  | always   | told   | AUTO    | unfit  | unknown version",
                "10.0.1  | noeviction   | true  | always   | told   | AUTO    | strong | appendfsync always",
                "7.0.0   | noeviction   | true  | always   | told   | AUTO    | strong | appendfsync always",
                "7.0.15  | allkeys-lru  | true  | always   | told   | AUTO    | unfit  | maxmemory-policy noeviction",
                "7.0.15  | volatile-ttl | true  | always   | told   | REPLICA | unfit  | maxmemory-policy noeviction",
                "7.0.15  | ''           | true  | always   | told   | AUTO    | strong | on disk",
                "7.0.15  | noeviction   | true  | everysec | told   | AUTO    | weak   | last second",
                "7.0.15  | noeviction   | true  | no       | told   | AUTO    | weak   | appendfsync no",
                "7.0.15  | noeviction   | false | always   | told   | AUTO    | weak   | appendonly",
                "7.0.15  | noeviction   | true  | ''       | stated | AUTO    | weak   | gateway.redis.appendfsync",
                "7.0.15  | noeviction   | true  | always   | stated | AUTO    | strong | stated and not checked",
                "7.0.15  | noeviction   | true  | always   | told   | FSYNC   | strong | on disk",
                "7.0.15  | noeviction   | true  | everysec | told   | FSYNC   | unfit  | appendfsync always",
                "7.0.15  | noeviction   | false | always   | told   | FSYNC   | unfit  | appendonly yes",
                "7.0.15  | noeviction   | true  | ''       | stated | FSYNC   | unfit  | gateway.redis.appendfsync=always",
                "7.0.15  | noeviction   | true  | always   | stated | FSYNC   | strong | stated and not checked",
                "7.0.15  | noeviction   | true  | everysec | stated | FSYNC   | unfit  | gateway.durability",
                "7.0.15  | noeviction   | false | no       | told   | REPLICA | strong | gateway.redis.replicas",
            })
    void judges(
            String version,
            String policy,
            boolean appendOnly,
            String appendfsync,
            String source,
            Durability durability,
            String verdict,
            String words) {
        var known = Optional.of(appendfsync).filter(text -> !text.isEmpty());
        var facts = new RedisFacts(
                version, "master", 1, false, 1, policy, appendOnly, known, source.equals("stated"), true);

        var found = RedisJudge.judge(facts, new RedisWish(durability, 1, false));

        assertThat(wordFor(found)).isEqualTo(verdict);
        assertThat(found.toString()).contains(words);
    }

    @ParameterizedTest
    @CsvSource({"AUTO,true,strong", "FSYNC,true,strong", "REPLICA,true,strong", "AUTO,false,unfit"})
    void acceptsAClusterWhereTheClientCanDoWhatIsAsked(Durability durability, boolean clusterClient, String verdict) {
        var facts =
                new RedisFacts("7.0.15", "master", 1, true, 1, "noeviction", true, Optional.of("always"), false, true);

        assertThat(wordFor(RedisJudge.judge(facts, new RedisWish(durability, 1, clusterClient))))
                .isEqualTo(verdict);
    }

    private static String wordFor(RedisVerdict verdict) {
        return switch (verdict) {
            case RedisVerdict.Unfit unfit -> "unfit";
            case RedisVerdict.Fit fit -> fit.weak() ? "weak" : "strong";
        };
    }
}
