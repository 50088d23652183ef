package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProviderCatalogueTest {
    private static final byte[] SECRET = Vectors.bytes("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    static Stream<ProviderDocument> documents() {
        return Vectors.CATALOGUE.all().stream();
    }

    @Test
    void loadsItsOwnDocuments() {
        assertThat(Vectors.CATALOGUE.problems()).isEmpty();
        assertThat(Vectors.CATALOGUE.all()).hasSize(11);
        assertThat(Vectors.CATALOGUE.find("no-such")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void tellsPeopleWhatToDo(ProviderDocument document) {
        assertThat(document.people().enter()).endsWith(".");
        assertThat(document.expects()).endsWith(".");
        assertThat(document.people().secretLabel()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void signsExamplesThatPass(ProviderDocument document) {
        var signer = new ExampleSigner(() -> new UUID(1, 2));
        var body = Vectors.bytes(document.id().equals("twilio") ? "To=%2B1&Body=a+b" : "{\"id\":\"1\"}");
        var url = "https://h.example/in?a=1";
        var example = signer.sign(document, Map.of(), SECRET, "POST", url, body, Vectors.NOW)
                .orElseThrow();
        var headers = new HashMap<String, List<String>>();
        example.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        var scheme = Vectors.compiled(document.scheme(), Map.of(), SECRET);
        var request = new Vectors.Vector(document.id(), "", SECRET, "POST", example.url(), headers, body, Vectors.NOW);
        assertThat(scheme.verify(request.request())).isEqualTo(new Verdict.Passed(0));
        assertThat(scheme.verify(request.withSecret(SECRET)
                        .withUrl(url + "x")
                        .withBody(Vectors.bytes("x"))
                        .request()))
                .isInstanceOf(document.id().equals("gitlab") ? Verdict.Passed.class : Verdict.Refused.class);
    }

    @Test
    void reportsBrokenFilesAndLoadsTheOthers(@TempDir Path directory) throws IOException {
        var good = """
            {"id": "mine", "name": "Mine", "confidence": "doc", "expects": "A 2xx answer.",
             "people": {"secretLabel": "Secret", "whereToFind": "There.", "enter": "This."},
             "params": [{"name": "user", "label": "User"}],
             "scheme": {"verify": {"equals": ["{header:x}", "{param:user}:{secret}"]}}}""";
        Files.writeString(directory.resolve("good.json"), good);
        Files.writeString(directory.resolve("broken.json"), "{");
        Files.writeString(directory.resolve("wrong.json"), good.replace("{header:x}", "{heder:x}"));
        Files.writeString(directory.resolve("open.json"), good.replace(":{secret}", ""));
        var catalogue = ProviderCatalogue.load(directory);
        assertThat(catalogue.find("mine")).isPresent();
        assertThat(catalogue.all()).hasSize(12);
        assertThat(catalogue.problems())
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith("broken.json: Expected JSON"))
                .anyMatch(problem -> problem.startsWith("wrong.json: /scheme/verify/equals/0 Expected a source"))
                .anyMatch(problem -> problem.startsWith("open.json: /scheme/verify Expected a check"));
    }

    @Test
    void reportsADirectoryThatIsNotThere(@TempDir Path directory) {
        assertThat(ProviderCatalogue.load(directory.resolve("no")).problems()).hasSize(1);
    }
}
