package io.triggergateway.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.triggergateway.payload.Json;
import io.triggergateway.payload.Parsed;
import io.triggergateway.payload.Utf8;
import java.io.UncheckedIOException;
import org.yaml.snakeyaml.LoaderOptions;

/** YAML of callers: one document, no repeated keys, and few aliases, so that a small body stays small. */
public final class Yaml {
    private static final int MOST_ALIASES = 20;
    private static final int LARGEST = 10 * 1024 * 1024;
    private static final YAMLMapper MAPPER = mapper();

    private Yaml() {}

    /** Reads one document; JSON is YAML too. */
    public static Parsed parse(byte[] body) {
        var text = Utf8.decode(body);
        if (text == null) {
            return new Parsed.Malformed("Expected UTF-8, but the body has bytes that are not");
        }
        try {
            var document = MAPPER.readTree(text);
            return document == null || document.isMissingNode() || document.isNull()
                    ? new Parsed.Malformed("Expected a YAML document, but the body is empty")
                    : new Parsed.Value(document);
        } catch (JsonProcessingException malformed) {
            var place = malformed.getLocation();
            return new Parsed.Malformed(
                    place == null
                            ? "Expected one YAML document, but it cannot be parsed"
                            : "Expected one YAML document, but it cannot be parsed at line %d, column %d"
                                    .formatted(place.getLineNr(), place.getColumnNr()));
        }
    }

    /** The document as YAML. */
    public static String write(JsonNode document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static YAMLMapper mapper() {
        var limits = new LoaderOptions();
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        limits.setNestingDepthLimit(Json.MAX_DEPTH);
        limits.setCodePointLimit(LARGEST);
        limits.setAllowDuplicateKeys(false);
        return YAMLMapper.builder(YAMLFactory.builder()
                        .loaderOptions(limits)
                        .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }
}
