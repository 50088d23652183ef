package io.triggergateway.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Compiles the texts of a transform's document and collects what is wrong with any of them. */
final class TemplateCompiler {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_PARTS = 1_000;

    private final Scope scope;
    private final Findings findings;
    private int parts;

    TemplateCompiler(Scope scope, Findings findings) {
        this.scope = scope;
        this.findings = findings;
    }

    /** Null when something is wrong. */
    @Nullable
    Template compile(JsonNode template, String pointer) {
        if (!template.isTextual() && !template.isContainerNode()) {
            findings.add(pointer, "Expected a CEL text, or an object or list of them, but found another JSON value");
            return null;
        }
        return part(template, pointer, 1);
    }

    private @Nullable Template part(JsonNode json, String pointer, int depth) {
        if (depth > MAX_DEPTH || ++parts > MAX_PARTS) {
            if (parts <= MAX_PARTS + 1) {
                findings.add(
                        pointer, "Expected at most 1,000 values nested at most 50 deep, but the transform has more");
            }
            return null;
        }
        return switch (json) {
            case ObjectNode object -> members(object, pointer, depth);
            case ArrayNode list -> elements(list, pointer, depth);
            case JsonNode leaf when leaf.isTextual() -> cel(leaf.textValue(), pointer);
            default -> new Template.Kept(json);
        };
    }

    private @Nullable Template cel(String source, String pointer) {
        var expression = Expressions.compile(source, scope, pointer, findings);
        return expression == null ? null : new Template.Cel(expression);
    }

    private @Nullable Template members(ObjectNode object, String pointer, int depth) {
        var members = new LinkedHashMap<String, Template>();
        for (var member : object.properties()) {
            var name = member.getKey().replace("~", "~0").replace("/", "~1");
            var part = part(member.getValue(), pointer + "/" + name, depth + 1);
            if (part != null) {
                members.put(member.getKey(), part);
            }
        }
        return members.size() == object.size() ? new Template.Members(members) : null;
    }

    private @Nullable Template elements(ArrayNode list, String pointer, int depth) {
        var elements = new ArrayList<Template>();
        for (int index = 0; index < list.size(); index++) {
            var part = part(list.get(index), pointer + "/" + index, depth + 1);
            if (part != null) {
                elements.add(part);
            }
        }
        return elements.size() == list.size() ? new Template.Elements(elements) : null;
    }
}
