package io.triggergateway.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A transform's document with its text leaves compiled. */
sealed interface Template {
    record Cel(Expression expression) implements Template {}

    record Kept(JsonNode json) implements Template {}

    record Members(Map<String, Template> members) implements Template {}

    record Elements(List<Template> elements) implements Template {}

    default Set<String> names() {
        return switch (this) {
            case Cel(var expression) -> expression.names();
            case Kept ignored -> Set.of();
            case Members(var members) -> union(members.values());
            case Elements(var elements) -> union(elements);
        };
    }

    private static Set<String> union(Collection<Template> parts) {
        return parts.stream().flatMap(part -> part.names().stream()).collect(Collectors.toUnmodifiableSet());
    }
}
