package io.triggergateway.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.payload.Form;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What expressions can see during one attempt: the request, one secret, one item. */
final class Scope {
    /** The variable that holds the group that is looked at. */
    static final String GROUP = "group";

    private static final byte[] NONE = {};

    private final InboundRequest request;
    private final byte[] secret;
    private final KeyKind keyKind;
    private final @Nullable JsonNode item;
    private final Map<String, List<byte[]>> variables = new HashMap<>(4);
    private @Nullable Form form;
    private boolean formRead;

    private Scope(InboundRequest request, byte[] secret, KeyKind keyKind, @Nullable JsonNode item) {
        this.request = request;
        this.secret = secret;
        this.keyKind = keyKind;
        this.item = item;
    }

    /** For templates that read no request. */
    static Scope ofNothing() {
        return of(new InboundRequest("", "", "", Map.of(), Map.of(), NONE, "", Instant.EPOCH));
    }

    static Scope of(InboundRequest request) {
        return new Scope(request, NONE, KeyKind.UTF8, null);
    }

    static Scope of(InboundRequest request, byte[] secret, KeyKind keyKind) {
        return new Scope(request, secret, keyKind, null);
    }

    Scope withItem(JsonNode other) {
        var scope = new Scope(request, secret, keyKind, other);
        var group = variables.get(GROUP);
        if (group != null) {
            scope.variables.put(GROUP, group);
        }
        return scope;
    }

    Scope withGroup(byte[] group) {
        var scope = new Scope(request, secret, keyKind, item);
        scope.variables.put(GROUP, List.of(group));
        return scope;
    }

    InboundRequest request() {
        return request;
    }

    /** Empty when there is none. */
    byte[] secret() {
        return secret;
    }

    /** How keyed filters make their key from the secret. */
    KeyKind keyKind() {
        return keyKind;
    }

    @Nullable
    JsonNode item() {
        return item;
    }

    /** Null when the body is no form. */
    @Nullable
    Form form() {
        if (!formRead) {
            form = carriesForm(request) ? Form.parse(request.body()) : null;
            formRead = true;
        }
        return form;
    }

    /** A named expression's values, worked out once. */
    List<byte[]> variable(String name, ValueExpression definition) {
        var known = variables.get(name);
        if (known != null) {
            return known;
        }
        var values = definition.evaluate(this);
        variables.put(name, values);
        return values;
    }

    /** Whether a body may be read as a form: it says so, or there is none. */
    private static boolean carriesForm(InboundRequest request) {
        if (request.body().length == 0) {
            return true;
        }
        var types = request.header("content-type");
        return types.size() == 1
                && types.getFirst().toLowerCase(Locale.ROOT).trim().startsWith("application/x-www-form-urlencoded");
    }
}
