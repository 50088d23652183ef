package io.triggergateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotsTest {
    @ParameterizedTest
    @CsvSource({
        "123456789, 12739",
        "{0}, 13907",
        "tg:{0}:handoff, 13907",
        "tg:{1}:handoff, 9842",
        "tg:{2}:handoff:slow, 5649",
        "tg:{3}:, 1584",
    })
    void goesByTheHashTag(String key, int slot) {
        assertThat(Slots.of(key)).isEqualTo(slot);
    }

    @Test
    void anEmptyTagIsNone() {
        assertThat(Slots.of("{}one")).isNotEqualTo(Slots.of("{}two"));
    }

    @Test
    void oneSlotMovesAwayFromAmongTheOthers() {
        var slots = Slots.allAt("a:1").with(100, "b:1").with(0, "b:1").with(16_383, "c:1");

        assertThat(List.of(0, 1, 99, 100, 101, 16_382, 16_383).stream().map(slots::node))
                .containsExactly("b:1", "a:1", "a:1", "b:1", "a:1", "a:1", "c:1");
        assertThat(slots.with(100, "a:1").node(100)).isEqualTo("a:1");
        assertThat(slots.nodes()).containsExactly("a:1", "b:1", "c:1");
        assertThat(Slots.unknown().node(1)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"host, host:6379", "::1, [::1]:6379", "[::1], [::1]:6379"})
    void anAddressOfVersionSixHasBrackets(String host, String node) {
        assertThat(Slots.node(host, "6379")).isEqualTo(node);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MOVED 3999 127.0.0.1:6381 | true  | 127.0.0.1:6381",
                "MOVED 3999 ::1:6381       | true  | [::1]:6381",
                "MOVED 3999 :6381          | true  | asked:6381",
                "ASK 3999 node-1:6381      | false | node-1:6381",
                "ERR unknown command       |       |",
            })
    void readsWhereAKeyIs(String line, Boolean forGood, String node) {
        var expected = node == null ? null : new Redirection(forGood, 3999, node);
        assertThat(Redirection.of(RedisFault.of(line), "asked")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET key                                                  | key",
                "XINFO GROUPS key                                         | key",
                "XGROUP CREATE key group 0                                | key",
                "EVAL script 1 key argument                               | key",
                "XREADGROUP GROUP g c COUNT 1 BLOCK 10 STREAMS key >      | key",
                "PING                                                     | ''",
                "INFO memory                                              | ''",
            })
    void findsTheKeyOfACommand(String command, String key) {
        var words = List.of(command.trim().split(" "));
        assertThat(RoutingKey.of(words.getFirst(), words.subList(1, words.size())))
                .isEqualTo(key);
    }
}
