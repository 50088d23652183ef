package io.triggergateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    @Test
    void makesTheIdsThatItAlwaysMade() {
        var firing = Ids.firing(0, "orders", 1, "delivery-1");
        var run = Ids.run(12, firing, "ship");

        assertThat(firing).isEqualTo("f0-yx7ge5fbz05a5b0cf39x156jrt");
        assertThat(run).isEqualTo("r12-mbzxpxsjvqs6vjrs6n4dx967p6");
        assertThat(Ids.startMessage(1023, run)).isEqualTo("m1023-vassv8mc242dng51p6282aavnx");
        assertThat(Ids.hash("abc".getBytes(StandardCharsets.UTF_8))).isEqualTo("q9w1dfwf077ymga183f5vbh24e");
    }

    @Test
    void tellsPartsApartWhereverTheyAreCut() {
        assertThat(Stream.of(Ids.hash("ab", "c"), Ids.hash("a", "bc"), Ids.hash("abc"), Ids.hash("abc", ""))
                        .distinct())
                .hasSize(4);
    }

    @Test
    void makesAnotherIdForAnythingElse() {
        assertThat(Stream.of(
                                Ids.firing(0, "orders", 1, "d"),
                                Ids.firing(0, "orders", 2, "d"),
                                Ids.firing(0, "other", 1, "d"),
                                Ids.firing(0, "orders", 1, "e"),
                                Ids.firing(1, "orders", 1, "d"))
                        .distinct())
                .hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 12, 1023})
    void carriesItsPartition(int partition) {
        var firing = Ids.firing(partition, "orders", 1, "d");

        assertThat(Ids.partitionOf(firing)).isEqualTo(partition);
        assertThat(Ids.partitionOf(Ids.run(partition, firing, "ship"))).isEqualTo(partition);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "f-",
                "f",
                "f0",
                "f-1",
                "fx-abc",
                "f1x-abc",
                "f12345-abc",
                "f99999999999999-a",
                "f 1-a",
                "f+1-a",
                "f1.5-a",
                "0-abc",
                "é-abc",
                "f\u0661\u0662-abc",
                "f\u0000-abc"
            })
    void findsNoPartitionInRubbish(String text) {
        assertThat(Ids.partitionOf(text)).isEqualTo(-1);
    }
}
