package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProviderCatalogueTest {
    static Stream<ProviderDocument> documents() {
        return Vectors.CATALOGUE.all().stream();
    }

    @Test
    void loadsItsOwnDocuments() {
        assertThat(Vectors.CATALOGUE.problems()).isEmpty();
        assertThat(Vectors.CATALOGUE.find("no-such")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void tellsPeopleWhatToDo(ProviderDocument document) {
        assertThat(document.people().enter()).endsWith(".");
        assertThat(document.expects()).endsWith(".");
        assertThat(document.people().whereToFind()).endsWith(".");
        assertThat(document.people().secretLabel()).isNotBlank();
        assertThat(document.people().link()).matches("(https://\\S+)?");
        assertThat(document.confidence()).isIn("sdk", "source", "doc", "cat");
    }

    @Test
    void coversExactlyTheProvidersThatAreExpected() {
        assertThat(Vectors.CATALOGUE.all())
                .extracting(ProviderDocument::id)
                .containsExactlyElementsOf(expected("supported"));
        assertThat(Vectors.CATALOGUE.allUnsupported())
                .extracting(UnsupportedProvider::id)
                .containsExactlyElementsOf(expected("unsupported"));
    }

    private static List<String> expected(String kind) {
        return Vectors.json("/provider-ids.json")
                .get(kind)
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void saysWhyAProviderIsNotSupported() {
        for (var provider : Vectors.CATALOGUE.allUnsupported()) {
            assertThat(provider.name()).isNotBlank();
            assertThat(provider.reason()).matches("[A-Z].+\\.");
        }
        assertThat(Vectors.CATALOGUE.findUnsupported("strava")).isPresent();
        assertThat(Vectors.CATALOGUE.findUnsupported("github")).isEmpty();
    }

    @Test
    void takesADocumentOfYourOwnForAnUnsupportedProvider(@TempDir Path directory) throws IOException {
        var own = """
            {"id": "strava", "name": "Strava", "confidence": "doc", "expects": "A 2xx answer.",
             "people": {"secretLabel": "Secret", "whereToFind": "There.", "enter": "This."},
             "scheme": {"verify": {"equals": ["{query:token}", "{secret}"]}}}""";
        Files.writeString(directory.resolve("strava.json"), own);
        var catalogue = ProviderCatalogue.load(directory);
        assertThat(catalogue.findUnsupported("strava")).isEmpty();
        assertThat(catalogue.allUnsupported())
                .hasSize(Vectors.CATALOGUE.allUnsupported().size() - 1);
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
        assertThat(catalogue.all()).hasSize(Vectors.CATALOGUE.all().size() + 1);
        assertThat(catalogue.problems())
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith("broken.json: Expected JSON"))
                .anyMatch(problem -> problem.startsWith("wrong.json: /scheme/verify/equals/0 Expected a source"))
                .anyMatch(problem -> problem.startsWith("open.json: /scheme/verify Expected a check"));
    }

    @Test
    void readsADirectoryAgainAndKeepsTheLastGoodDocumentOfAFile(@TempDir Path directory) throws IOException {
        var catalogue = ProviderCatalogue.load(directory);
        var file = directory.resolve("mine.json");
        var document = """
            {"id": "mine", "name": "Mine", "confidence": "doc", "expects": "A 2xx answer.",
             "people": {"secretLabel": "Secret", "whereToFind": "There.", "enter": "This."},
             "scheme": {"verify": {"equals": ["{header:x}", "{secret}"]}}}""";
        assertThat(catalogue.reload()).isEmpty();

        Files.writeString(file, document);
        assertThat(catalogue.reload()).containsExactly("mine");
        Files.writeString(file, document.replace("header:x", "header:y"));
        assertThat(catalogue.reload()).containsExactly("mine");
        Files.writeString(file, "{");
        assertThat(catalogue.reload()).isEmpty();
        assertThat(catalogue.problems()).hasSize(1);
        assertThat(catalogue.find("mine").orElseThrow().scheme().toString()).contains("header:y");
        Files.delete(file);
        assertThat(catalogue.reload()).containsExactly("mine");
        assertThat(catalogue.find("mine")).isEmpty();
        assertThat(catalogue.problems()).isEmpty();
    }

    @Test
    void lettingADocumentGoBringsTheGatewaysOwnBack(@TempDir Path directory) throws IOException {
        var own = Vectors.CATALOGUE.find("stripe").orElseThrow();
        var file = directory.resolve("stripe.json");
        Files.writeString(file, """
            {"id": "stripe", "name": "Mine", "confidence": "doc", "expects": "A 2xx answer.",
             "people": {"secretLabel": "Secret", "whereToFind": "There.", "enter": "This."},
             "scheme": {"verify": {"equals": ["{header:x}", "{secret}"]}}}""");
        var catalogue = ProviderCatalogue.load(directory);
        assertThat(catalogue.find("stripe").orElseThrow().name()).isEqualTo("Mine");
        Files.delete(file);
        assertThat(catalogue.reload()).containsExactly("stripe");
        assertThat(catalogue.find("stripe")).contains(own);
    }

    @Test
    void reportsADirectoryThatIsNotThere(@TempDir Path directory) {
        assertThat(ProviderCatalogue.load(directory.resolve("no")).problems()).hasSize(1);
    }
}
