package io.triggergateway.verify;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which values a signed content holds, so that nothing unsigned is trusted. */
final class Coverage {
    static final String BODY = new Source.Body().canonical();

    private Coverage() {}

    /** What every one of the alternatives holds. */
    static Set<String> of(List<Template> alternatives) {
        return common(alternatives.stream().map(Coverage::of).toList());
    }

    /** What all sets have in common. */
    static Set<String> common(List<Set<String>> sets) {
        var common = new HashSet<>(sets.getFirst());
        sets.forEach(common::retainAll);
        return Set.copyOf(common);
    }

    static Set<String> of(Template template) {
        var found = new HashSet<String>();
        template.expressions().forEach(expression -> add(expression, found));
        return found;
    }

    private static void add(ValueExpression expression, Set<String> found) {
        found.add(expression.canonical());
        if (expression instanceof ValueExpression.Pipeline pipeline && wholly(pipeline.filters())) {
            var source = pipeline.source();
            switch (source) {
                case Source.Body body -> found.add(BODY);
                case Source.Variable(var name, var definition) -> add(definition, found);
                default -> found.add(source.canonical());
            }
        }
        if (expression instanceof ValueExpression.Pipeline(var source, var filters)
                && !filters.isEmpty()
                && filters.getLast().filter() instanceof ListedHeaders(var required)) {
            required.forEach(name -> found.add(new Source.Header(name).canonical()));
        }
        if (expression instanceof ValueExpression.Rendered(var template)) {
            found.addAll(of(template));
        }
    }

    /** Whether the filters keep every difference of their input. */
    private static boolean wholly(List<FilterCall> filters) {
        return filters.stream()
                .allMatch(call -> call.effect() != FilterCall.Effect.PLAIN
                        || Set.of("hex", "base64", "base64url", "json-escape").contains(call.text()));
    }

    /** Whether a value is among what is covered, or lies in a body that is. */
    static boolean covers(Set<String> covered, ValueExpression expression) {
        return covered.contains(expression.canonical())
                || expression.allSources().stream().allMatch(source -> covers(covered, source));
    }

    private static boolean covers(Set<String> covered, Source source) {
        return switch (source) {
            case Source.Body body -> covered.contains(BODY);
            case Source.Json json -> covered.contains(BODY);
            case Source.FormField field -> covered.contains(BODY) || covered.contains(source.canonical());
            case Source.WholeForm form -> covered.contains(BODY);
            case Source.MultipartField part -> covered.contains(BODY) || covered.contains(source.canonical());
            case Source.Constant constant -> true;
            case Source.Variable(var name, var definition) -> covers(covered, definition);
            case Source.Query query -> covered.contains("url") || covered.contains(source.canonical());
            case Source.Path path -> covered.contains("url") || covered.contains("path");
            case Source.Method method -> covered.contains("method");
            case Source.Url url -> covered.contains("url");
            case Source.Header header -> covered.contains(source.canonical());
            case Source.ItemJson item -> false;
            case Source.SecretText secret -> false;
        };
    }
}
