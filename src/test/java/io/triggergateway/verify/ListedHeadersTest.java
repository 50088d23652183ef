package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.verify.Vectors.Vector;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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

    /** A signature over fewer headers is right as such, and leaves the time open to change. */
    @Test
    void insistsOnTheHeadersThatCount() {
        var secret = Vectors.bytes("s3cret");
        var scheme = Vectors.compiled(
                "{`verify`: {`algorithm`: `hmac-sha256`, `signature`: `header:sig`, `over`: `{header:list | listed-headers Time}`, `encoding`: `hex`}}",
                Map.of(),
                secret);
        for (var list : List.of("a,time", "a")) {
            var signed = list.equals("a") ? "a:1" : "a:1;time:2";
            var mac = HexFormat.of().formatHex(Hash.SHA256.mac(secret).doFinal(Vectors.bytes(signed)));
            var headers = Map.of("a", List.of("1"), "time", List.of("2"), "list", List.of(list), "sig", List.of(mac));
            assertThat(scheme.verify(Vectors.post(headers, "")) instanceof Verdict.Passed)
                    .isEqualTo(list.equals("a,time"));
        }
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
