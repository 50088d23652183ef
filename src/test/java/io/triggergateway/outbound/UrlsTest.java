package io.triggergateway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.triggergateway.outbound.AllowList.Judgement;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URLs the list lets through. */
class UrlsTest {
    private static final AllowList LIST = AllowList.of(List.of(
            "hooks.example.com",
            "login.example.com:8443",
            "127.0.0.1",
            "[::1]",
            "bücher.example",
            "http://verifier:8080"));

    static Stream<String> refusedUrls() throws IOException {
        return lines("refused-urls.txt");
    }

    static Stream<String> lines(String file) throws IOException {
        try (var text = UrlsTest.class.getResourceAsStream("/outbound/" + file)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("# "));
        }
    }

    @ParameterizedTest
    @MethodSource("refusedUrls")
    void refuses(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException nobodyCanHandItIn) {
            return;
        }
        assertThat(LIST.judge(url)).isInstanceOf(Judgement.Refused.class);
    }

    @Test
    void enoughOfTheRefusedOnesAreUrls() throws IOException {
        assertThat(refusedUrls().filter(UrlsTest::isUrl)).hasSizeGreaterThan(100);
    }

    private static boolean isUrl(String text) {
        try {
            return new URI(text).getRawSchemeSpecificPart() != null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example.com, hooks.example.com:443",
        "https://hooks.example.com/path?query=1, hooks.example.com:443",
        "https://hooks.example.com:443/, hooks.example.com:443",
        "HTTPS://Hooks.EXAMPLE.com/, hooks.example.com:443",
        "https://login.example.com:8443/keys, login.example.com:8443",
        "https://127.0.0.1/, 127.0.0.1:443",
        "https://[::1]/, [::1]:443",
        "https://[0:0:0:0:0:0:0:1]:443/, [::1]:443",
        "https://bücher.example/, xn--bcher-kva.example:443",
        "https://xn--bcher-kva.example/, xn--bcher-kva.example:443",
        "http://verifier:8080/check, verifier:8080"
    })
    void allowsWhatIsListed(String url, String place) {
        assertThat(LIST.judge(URI.create(url)))
                .isInstanceOfSatisfying(
                        Judgement.Allowed.class,
                        allowed -> assertThat(allowed.origin()).hasToString(place));
    }

    @ParameterizedTest
    @CsvSource({
        "https://Other.example/?token=s3cr3t, 'Expected a URL that may be called, but gateway.outbound.allow does not list ''other.example'''",
        "https://other.example:8443/, 'Expected a URL that may be called, but gateway.outbound.allow does not list ''other.example:8443'''",
        "http://other.example/, 'Expected a URL that may be called, but gateway.outbound.allow does not list ''http://other.example:80'''",
        "https://user:s3cr3t@hooks.example.com/, 'Expected a URL without a user and without a fragment, but it has one'"
    })
    void saysWhatToSetWithoutTheUrlsSecrets(String url, String sentence) {
        assertThat(LIST.judge(URI.create(url))).isEqualTo(new Judgement.Refused(sentence));
    }

    @Test
    void saysThatNobodyIsCalledUntilListed() {
        assertThat(AllowList.of(List.of()).judge(URI.create("https://hooks.example.com/")))
                .isEqualTo(
                        new Judgement.Refused(
                                "Expected to call nobody, as gateway.outbound.allow is empty, but the URL needs 'hooks.example.com' there"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*.example.com",
                "https://hooks.example.com",
                "http://verifier",
                "hooks.example.com/",
                "hooks.example.com.",
                "hooks.example.com:0",
                "hooks.example.com:65536",
                "user@hooks.example.com",
                "127.1",
                "2130706433",
                "::1",
                "[::ffff:127.0.0.1]",
                "faß.example",
                "10.0.0.0/8"
            })
    void refusesEntriesThatCannotBeUsed(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowList.of(List.of(entry)))
                .withMessageStartingWith("Expected gateway.outbound.allow to list hosts")
                .withMessageEndingWith("but found '" + entry + "'");
    }
}
