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

    private static final String HALF = "Expected whole characters, but an escape is half of a surrogate pair";

    /** Wider than any setting, so that what was stored under one can be read under another. */
    private static final Bounded OWN =
            Bounded.by(new JsonBounds(2 * MAX_DEPTH, Long.MAX_VALUE, 100_000, 2_000, Integer.MAX_VALUE));

    private static volatile Bounded strangers = Bounded.by(JsonBounds.STANDARD);

    private Json() {}

    /**
     * Sets the bounds, for the whole process and once, when it starts: much that parses knows no configuration, as with
     * the limits of Jackson itself.
     */
    public static void bound(JsonBounds bounds) {
        strangers = Bounded.by(bounds);
    }

    private record Bounded(JsonMapper mapper, int stringLength) {
        static Bounded by(JsonBounds bounds) {
            var constraints = StreamReadConstraints.builder()
                    .maxNestingDepth(bounds.depth())
                    .maxTokenCount(bounds.tokens())
                    .maxNameLength(bounds.nameLength())
                    .maxNumberLength(bounds.numberLength())
                    .maxStringLength(bounds.stringLength())
                    .build();
            var factory = JsonFactory.builder()
                    .streamReadConstraints(constraints)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build();
            var mapper = JsonMapper.builder(factory)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
            return new Bounded(mapper, bounds.stringLength());
        }

        /** Looks at the length of texts itself where one can be too long: Jackson does so for those only that it copies. */
        JsonParser parser(String text) throws IOException {
            return new StrictParser(
                    mapper.createParser(text), text.length() > stringLength ? stringLength : Integer.MAX_VALUE);
        }
    }

    /** Reads one JSON value. */
    public static Parsed parse(byte[] body) {
        return parse(body, strangers);
    }

    private static Parsed parse(byte[] body, Bounded bounded) {
        var text = Utf8.decode(body);
        if (text == null) {
            return new Parsed.Malformed("Expected UTF-8, but the body has bytes that are not");
        }
        try (var parser = bounded.parser(text)) {
            JsonNode json = bounded.mapper().readTree(parser);
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

    /** The same for what the gateway itself has written, whatever the bounds are by now. */
    public static @Nullable JsonNode readBack(byte[] written) {
        return parse(written, OWN) instanceof Parsed.Value(var json) ? json : null;
    }

    /** Writes a value in the shortest form. */
    public static byte[] write(JsonNode json) {
        try {
            return OWN.mapper().writeValueAsBytes(json);
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
        try (var parser = strangers.parser(text)) {
            var defect = defect(parser);
            return defect == null && Escapes.haveLoneSurrogate(text) ? HALF : defect;
        } catch (JsonProcessingException malformed) {
            return explain(malformed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Refuses numbers that no double can hold: they would become infinite, which cannot be written again. */
    private static final class StrictParser extends JsonParserDelegate {
        private final int longest;

        StrictParser(JsonParser parser, int longest) {
            super(parser);
            this.longest = longest;
        }

        @Override
        public @Nullable JsonToken nextToken() throws IOException {
            var token = super.nextToken();
            if (token == JsonToken.VALUE_NUMBER_FLOAT && !Double.isFinite(getDoubleValue())) {
                throw new JsonParseException(this, "a number out of range", currentTokenLocation());
            }
            if (longest < Integer.MAX_VALUE && token == JsonToken.VALUE_STRING && getTextLength() > longest) {
                throw new JsonParseException(this, "a text that is too long", currentTokenLocation());
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
