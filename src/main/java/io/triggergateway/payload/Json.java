package io.triggergateway.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON from strangers: UTF-8 only, no repeated keys, nothing after the value, and a bounded shape. */
public final class Json {
    /** Deepest nesting; Jackson's own limit of 1,000 is more than any sender needs. */
    public static final int MAX_DEPTH = 100;

    private static final int MAX_NAME = 1024;
    private static final int MAX_NUMBER = 100;
    private static final int MAX_TOKENS = 100_000;
    private static final String HALF = "Expected whole characters, but an escape is half of a surrogate pair";

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNameLength(MAX_NAME)
                            .maxNumberLength(MAX_NUMBER)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** Reads one JSON value. */
    public static Parsed parse(byte[] body) {
        var text = Utf8.decode(body);
        if (text == null) {
            return new Parsed.Malformed("Expected UTF-8, but the body has bytes that are not");
        }
        try (var parser = new FiniteParser(MAPPER.createParser(text))) {
            JsonNode json = MAPPER.readTree(parser);
            if (json == null || json.isMissingNode()) {
                return new Parsed.Malformed("Expected a JSON value, but the body is empty");
            }
            return Escapes.haveLoneSurrogate(text) ? new Parsed.Malformed(HALF) : new Parsed.Value(json);
        } catch (JsonProcessingException malformed) {
            return new Parsed.Malformed(explain(malformed));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The same as {@link #parse}, for text within a body; null when it is not JSON. */
    public static @Nullable JsonNode parseOrNull(byte[] body) {
        return parse(body) instanceof Parsed.Value(var json) ? json : null;
    }

    /** Writes a value in the shortest form. */
    public static byte[] write(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Says why a body is no JSON without building its tree; null when it is. */
    public static @Nullable String defect(byte[] body) {
        var text = Utf8.decode(body);
        if (text == null) {
            return "Expected UTF-8, but the body has bytes that are not";
        }
        try (var parser = new FiniteParser(MAPPER.createParser(text))) {
            var defect = defect(parser);
            return defect == null && Escapes.haveLoneSurrogate(text) ? HALF : defect;
        } catch (JsonProcessingException malformed) {
            return explain(malformed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Refuses numbers that no double can hold: they would become infinite, which cannot be written again. */
    private static final class FiniteParser extends JsonParserDelegate {
        FiniteParser(JsonParser parser) {
            super(parser);
        }

        @Override
        public @Nullable JsonToken nextToken() throws IOException {
            var token = super.nextToken();
            if (token == JsonToken.VALUE_NUMBER_FLOAT && !Double.isFinite(getDoubleValue())) {
                throw new JsonParseException(this, "a number out of range", currentTokenLocation());
            }
            return token;
        }

        @Override
        public JsonParser skipChildren() throws IOException {
            int open = currentToken().isStructStart() ? 1 : 0;
            while (open > 0) {
                var token = nextToken();
                open += token == null ? -open : token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
            return this;
        }
    }

    private static @Nullable String defect(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            return "Expected a JSON value, but the body is empty";
        }
        parser.skipChildren();
        return parser.nextToken() == null ? null : "Expected the end of the body after one JSON value";
    }

    private static String explain(JsonProcessingException malformed) {
        var place = malformed.getLocation();
        return place == null
                ? "Expected JSON, but it cannot be parsed"
                : "Expected JSON, but it cannot be parsed at line %d, column %d"
                        .formatted(place.getLineNr(), place.getColumnNr());
    }
}
