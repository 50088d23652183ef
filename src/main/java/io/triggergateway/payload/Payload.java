package io.triggergateway.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Base64;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A body as data: JSON as it came, a form as an object, text as a JSON string, anything else as base64. It is parsed
 * once, and only when somebody asks; what is handed over untouched goes through as bytes.
 */
public final class Payload {
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final Kind kind;
    private final String contentType;
    private final byte[] body;
    private final Supplier<Parsed> asJson;
    private final BooleanSupplier isParsed;
    private @Nullable Parsed parsed;

    /** What a content type makes of a body. */
    public enum Kind {
        EMPTY,
        JSON,
        FORM,
        MULTIPART,
        TEXT,
        BINARY
    }

    private Payload(Kind kind, String contentType, byte[] body, Supplier<Parsed> asJson, BooleanSupplier isParsed) {
        this.kind = kind;
        this.contentType = contentType;
        this.body = body;
        this.asJson = asJson;
        this.isParsed = isParsed;
    }

    /**
     * Takes a body without looking into it.
     *
     * @param contentType as the sender wrote it; empty when it did not
     */
    public static Payload of(String contentType, byte[] body) {
        return of(contentType, body, () -> Json.parse(body), () -> false);
    }

    /**
     * The same for a body that somebody may have parsed already.
     *
     * @param asJson reads it as JSON, at most once
     * @param isParsed true when that has been done
     */
    public static Payload of(String contentType, byte[] body, Supplier<Parsed> asJson, BooleanSupplier isParsed) {
        return new Payload(kind(contentType, body), contentType, body, asJson, isParsed);
    }

    public Kind kind() {
        return kind;
    }

    /** Why the body is not what its content type says, for the sender; null when it is. Builds no tree. */
    public @Nullable String defect() {
        if (kind == Kind.JSON && parsed == null && !isParsed.getAsBoolean()) {
            return Json.defect(body);
        }
        return parsed() instanceof Parsed.Malformed(var detail) ? detail : null;
    }

    /** The body as a JSON value; null for one with a defect. */
    public @Nullable JsonNode json() {
        return parsed() instanceof Parsed.Value(var json) ? json : null;
    }

    /** The body as JSON bytes, to hand over; a JSON body as it came. */
    public byte[] data() {
        if (kind == Kind.JSON) {
            return body;
        }
        var json = json();
        return json == null ? NULL : Json.write(json);
    }

    private Parsed parsed() {
        var known = parsed;
        if (known == null) {
            known = switch (kind) {
                case EMPTY -> new Parsed.Value(NullNode.getInstance());
                case JSON -> asJson.get();
                case FORM -> form();
                case MULTIPART -> Multipart.json(contentType, body);
                case TEXT -> text();
                case BINARY -> string(Base64.getEncoder().encodeToString(body));
            };
            parsed = known;
        }
        return known;
    }

    private Parsed form() {
        var form = Form.parse(body);
        return form == null ? new Parsed.Malformed("Expected a form, but an escape in it is broken") : form.json();
    }

    private Parsed text() {
        var text = Utf8.decode(body);
        return text == null
                ? new Parsed.Malformed("Expected text in UTF-8, but the body has bytes that are not")
                : string(text);
    }

    private static Parsed string(String text) {
        return new Parsed.Value(JsonNodeFactory.instance.textNode(text));
    }

    private static Kind kind(String contentType, byte[] body) {
        var type = mediaType(contentType);
        if (type.equals("application/json") || type.endsWith("+json") || type.equals("text/json")) {
            return Kind.JSON;
        }
        if (body.length == 0) {
            return Kind.EMPTY;
        }
        return switch (type) {
            case "application/x-www-form-urlencoded" -> Kind.FORM;
            case "multipart/form-data" -> Kind.MULTIPART;
            default -> type.startsWith("text/") ? Kind.TEXT : Kind.BINARY;
        };
    }

    private static String mediaType(String contentType) {
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
