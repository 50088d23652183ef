package io.triggergateway.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {
    /** The examples of RFC 7396, appendix A. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"a\":\"b\"} ; {\"a\":\"c\"} ; {\"a\":\"c\"}",
                "{\"a\":\"b\"} ; {\"b\":\"c\"} ; {\"a\":\"b\",\"b\":\"c\"}",
                "{\"a\":\"b\"} ; {\"a\":null} ; {}",
                "{\"a\":\"b\",\"b\":\"c\"} ; {\"a\":null} ; {\"b\":\"c\"}",
                "{\"a\":[\"b\"]} ; {\"a\":\"c\"} ; {\"a\":\"c\"}",
                "{\"a\":\"c\"} ; {\"a\":[\"b\"]} ; {\"a\":[\"b\"]}",
                "{\"a\":{\"b\":\"c\"}} ; {\"a\":{\"b\":\"d\",\"c\":null}} ; {\"a\":{\"b\":\"d\"}}",
                "{\"a\":[{\"b\":\"c\"}]} ; {\"a\":[1]} ; {\"a\":[1]}",
                "[\"a\",\"b\"] ; [\"c\",\"d\"] ; [\"c\",\"d\"]",
                "{\"a\":\"b\"} ; [\"c\"] ; [\"c\"]",
                "{\"a\":\"foo\"} ; null ; null",
                "{\"a\":\"foo\"} ; \"bar\" ; \"bar\"",
                "{\"e\":null} ; {\"a\":1} ; {\"e\":null,\"a\":1}",
                "[1,2] ; {\"a\":\"b\",\"c\":null} ; {\"a\":\"b\"}",
                "{} ; {\"a\":{\"bb\":{\"ccc\":null}}} ; {\"a\":{\"bb\":{}}}"
            })
    void patchesLikeTheStandard(String target, String patch, String patched) {
        assertThat(MergePatch.apply(Documents.yaml(target), Documents.yaml(patch)))
                .isEqualTo(Documents.yaml(patched));
    }

    @Test
    void sharesNothingWithTargetAndPatch() {
        var target = Documents.yaml("{a: {b: {x: 1}}}");
        var patch = Documents.yaml("{a: {c: {d: [2]}}}");
        var patched = MergePatch.apply(target, patch);
        ((ObjectNode) patched.at("/a/b")).put("x", 3);
        ((ArrayNode) patched.at("/a/c/d")).add(3);
        assertThat(target).isEqualTo(Documents.yaml("{a: {b: {x: 1}}}"));
        assertThat(patch).isEqualTo(Documents.yaml("{a: {c: {d: [2]}}}"));
    }
}
