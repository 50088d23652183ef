package io.triggergateway.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripTest {
    @Provide
    Arbitrary<JsonNode> documents() {
        return TriggerDocuments.any();
    }

    @Provide
    Arbitrary<JsonNode> strangeValues() {
        return Arbitraries.of(
                        "null",
                        "true",
                        "0",
                        "-1",
                        "1.5",
                        "1e400",
                        "99999999999999999999",
                        "''",
                        "' '",
                        "x",
                        "'***'",
                        "[]",
                        "[[]]",
                        "[null]",
                        "{}",
                        "{x: 1}",
                        "{type: all, of: [1]}",
                        "\"\\u0000\"",
                        "[1, x, {}]")
                .map(Documents::yaml);
    }

    @Property(tries = 500)
    void readsBackWhatItWrote(@ForAll("documents") JsonNode document) {
        var findings = new Findings();
        var trigger = TriggerReader.read(document, findings);
        assertThat(findings.errors()).isEmpty();
        assertThat(trigger).isNotNull();
        var written = Documents.stored(TriggerWriter.write(trigger));
        assertThat(TriggerReader.read(written, findings)).isEqualTo(trigger);
        assertThat(findings.errors()).isEmpty();
    }

    @Property(tries = 300)
    void restoresWhatItMasked(@ForAll("documents") JsonNode document) {
        var findings = new Findings();
        var trigger = TriggerReader.read(document, findings);
        assertThat(trigger).isNotNull();
        var masked = Documents.stored(TriggerWriter.masked(trigger));
        assertThat(masked.toString()).doesNotContain(TriggerDocuments.SECRET);
        var incoming = TriggerReader.read(masked, findings);
        assertThat(incoming).isNotNull();
        assertThat(Masks.restore(incoming, trigger, findings)).isEqualTo(trigger);
        assertThat(findings.errors()).isEmpty();
    }

    @Property(tries = 1000)
    void readsOrRefusesDamagedDocumentsWithoutFault(
            @ForAll("documents") JsonNode document, @ForAll("strangeValues") JsonNode strange, @ForAll int seed) {
        var damaged = damage(document.deepCopy(), strange, seed);
        var findings = new Findings();
        var trigger = TriggerReader.read(damaged, findings);
        assertThat(trigger == null).isEqualTo(!findings.errors().isEmpty());
    }

    private static JsonNode damage(JsonNode document, JsonNode strange, int seed) {
        var places = new ArrayList<Runnable>();
        collect(document, strange, places);
        places.get(Math.floorMod(seed, places.size())).run();
        return document;
    }

    private static void collect(JsonNode node, JsonNode strange, List<Runnable> places) {
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> places.add(() -> object.set(name, strange)));
        } else if (node instanceof ArrayNode list) {
            for (int index = 0; index < list.size(); index++) {
                int place = index;
                places.add(() -> list.set(place, strange));
            }
        }
        node.forEach(child -> collect(child, strange, places));
    }
}
