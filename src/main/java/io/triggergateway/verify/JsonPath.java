package io.triggergateway.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A place in a JSON value: names, indexes and {@code [*]}. */
final class JsonPath {
    private sealed interface Step {
        record Field(String name) implements Step {}

        record Index(int index) implements Step {}

        record Every() implements Step {}
    }

    private final List<Step> steps;

    private JsonPath(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** Reads what follows {@code $} or {@code @}: {@code .name}, {@code [0]}, {@code [*]}. */
    static JsonPath parse(String text) {
        var steps = new ArrayList<Step>();
        var position = 0;
        while (position < text.length()) {
            var end = end(text, position);
            steps.add(step(text, position, end));
            position = end;
        }
        return new JsonPath(steps);
    }

    private static int end(String text, int start) {
        if (text.charAt(start) == '[') {
            var close = text.indexOf(']', start);
            return close < 0 ? text.length() : close + 1;
        }
        var end = start + 1;
        while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
            end++;
        }
        return end;
    }

    private static Step step(String text, int start, int end) {
        var step = text.substring(start, end);
        if (step.equals("[*]")) {
            return new Step.Every();
        }
        if (step.length() > 1 && step.charAt(0) == '.') {
            return new Step.Field(step.substring(1));
        }
        if (step.length() > 2 && step.length() < 10 && step.startsWith("[") && step.endsWith("]")) {
            var digits = step.substring(1, step.length() - 1);
            if (digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return new Step.Index(Integer.parseInt(digits));
            }
        }
        throw new MalformedExpression("Expected .name, [0] or [*] in a path", text, start);
    }

    /** The scalars at this place, as text; objects, lists and nulls are no values. */
    List<byte[]> texts(@Nullable JsonNode root) {
        var found = new ArrayList<byte[]>(1);
        if (root != null) {
            walk(root, 0, node -> {
                if (node.isValueNode() && !node.isNull()) {
                    found.add(node.asText().getBytes(StandardCharsets.UTF_8));
                }
            });
        }
        return found;
    }

    /**
     * The values at this place; empty as soon as one element lacks it, because whoever checks every item must not have
     * one slip past.
     */
    List<JsonNode> everyItem(@Nullable JsonNode root) {
        var found = new ArrayList<JsonNode>();
        return root != null && walk(root, 0, found::add) ? found : List.of();
    }

    private boolean walk(JsonNode node, int depth, Consumer<JsonNode> found) {
        if (depth == steps.size()) {
            found.accept(node);
            return true;
        }
        return switch (steps.get(depth)) {
            case Step.Field(var name) -> descend(node.get(name), depth, found);
            case Step.Index(var index) -> descend(node.isArray() ? node.get(index) : null, depth, found);
            case Step.Every() -> node.isArray() && walkEvery(node, depth, found);
        };
    }

    private boolean walkEvery(JsonNode list, int depth, Consumer<JsonNode> found) {
        var complete = true;
        for (var element : list) {
            complete &= walk(element, depth + 1, found);
        }
        return complete;
    }

    private boolean descend(@Nullable JsonNode child, int depth, Consumer<JsonNode> found) {
        return child != null && walk(child, depth + 1, found);
    }
}
