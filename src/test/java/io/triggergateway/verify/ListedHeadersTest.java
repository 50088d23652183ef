package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.verify.Vectors.Vector;
import org.junit.jupiter.api.Test;

/** Headers that are named by a header, as Contentful signs them. */
class ListedHeadersTest {
    private static final String LIST = "x-contentful-signed-headers";
    private static final Vector GENUINE = Vectors.first("contentful");

    private static void refused(Vector vector) {
        assertThat(vector.verify()).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void signsWhatTheListNames() {
        assertThat(GENUINE.verify()).isEqualTo(new Verdict.Passed(0));
        refused(GENUINE.withHeader("x-contentful-topic", "ContentManagement.Entry.delete"));
        refused(GENUINE.withoutHeader("x-contentful-topic"));
        refused(GENUINE.withHeader("x-contentful-topic", "a", "a"));
    }

    @Test
    void overlooksBlanksAroundValues() {
        assertThat(GENUINE.withHeader("x-contentful-crn", "  crn:contentful:::content:spaces/abc ")
                        .verify())
                .isEqualTo(new Verdict.Passed(0));
    }

    @Test
    void insistsOnTheHeadersThatCount() {
        refused(GENUINE.withHeader(LIST, "x-contentful-signed-headers,x-contentful-topic,x-contentful-crn"));
        refused(GENUINE.withHeader(LIST, ""));
    }

    @Test
    void countsOnlyRequiredHeadersAsSigned() {
        var scheme =
                "{`verify`: {`algorithm`: `hmac-sha256`, `signature`: `header:sig`, `over`: `{header:list | listed-headers%s}`, `encoding`: `hex`}, `fresh`: {`at`: `header:time`, `unit`: `s`, `within`: 300}}";
        assertThat(Vectors.findings(scheme.formatted(" Time"))).isEmpty();
        assertThat(Vectors.findings(scheme.formatted("")))
                .singleElement()
                .asString()
                .startsWith("/fresh/at ");
    }
}
