package io.triggergateway.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Something that yields values from a request. */
sealed interface ValueExpression {
    List<byte[]> evaluate(Scope scope);

    /** The one spelling of it, variables resolved. */
    String canonical();

    /** What it looks for, for sentences. */
    String description();

    /** Shows every source that it may read. */
    void sources(Consumer<Source> visitor);

    /** Whether the secret takes part. */
    boolean usesSecret();

    /** Whether the secret can be told from the result. */
    boolean exposesSecret();

    /** A source and its filters. */
    record Pipeline(Source source, List<FilterCall> filters) implements ValueExpression {
        public Pipeline {
            filters = List.copyOf(filters);
        }

        @Override
        public List<byte[]> evaluate(Scope scope) {
            var values = source.read(scope);
            for (var call : filters) {
                values = call.filter().apply(values, scope);
            }
            return values;
        }

        @Override
        public String canonical() {
            var text = new StringBuilder(source.canonical());
            filters.forEach(call -> text.append(" | ").append(call.text()));
            return text.toString();
        }

        @Override
        public String description() {
            return source.description();
        }

        @Override
        public void sources(Consumer<Source> visitor) {
            if (source instanceof Source.Variable(var name, var definition)) {
                definition.sources(visitor);
            } else {
                visitor.accept(source);
            }
        }

        @Override
        public boolean usesSecret() {
            return filters.stream().anyMatch(call -> call.effect() == FilterCall.Effect.KEYED)
                    || source instanceof Source.SecretText
                    || source instanceof Source.Variable(var name, var definition) && definition.usesSecret();
        }

        @Override
        public boolean exposesSecret() {
            var hidden = filters.stream().anyMatch(call -> call.effect() != FilterCall.Effect.PLAIN);
            return !hidden
                    && (source instanceof Source.SecretText
                            || source instanceof Source.Variable(var name, var definition)
                                    && definition.exposesSecret());
        }
    }

    /** The first of several that yields anything. */
    record FirstOf(List<ValueExpression> alternatives) implements ValueExpression {
        public FirstOf {
            alternatives = List.copyOf(alternatives);
        }

        @Override
        public List<byte[]> evaluate(Scope scope) {
            for (var alternative : alternatives) {
                var values = alternative.evaluate(scope);
                if (!values.isEmpty()) {
                    return values;
                }
            }
            return List.of();
        }

        @Override
        public String canonical() {
            return String.join(
                    " or ",
                    alternatives.stream().map(ValueExpression::canonical).toList());
        }

        @Override
        public String description() {
            return String.join(
                    " or ",
                    alternatives.stream().map(ValueExpression::description).toList());
        }

        @Override
        public void sources(Consumer<Source> visitor) {
            alternatives.forEach(alternative -> alternative.sources(visitor));
        }

        @Override
        public boolean usesSecret() {
            return alternatives.stream().anyMatch(ValueExpression::usesSecret);
        }

        @Override
        public boolean exposesSecret() {
            return alternatives.stream().anyMatch(ValueExpression::exposesSecret);
        }
    }

    /** A template as an expression. */
    record Rendered(Template template) implements ValueExpression {
        @Override
        public List<byte[]> evaluate(Scope scope) {
            var rendered = template.render(scope);
            return rendered == null ? List.of() : List.of(rendered);
        }

        @Override
        public String canonical() {
            return "=" + template.text();
        }

        @Override
        public String description() {
            return "a value for \"%s\"".formatted(template.text());
        }

        @Override
        public void sources(Consumer<Source> visitor) {
            template.expressions().forEach(expression -> expression.sources(visitor));
        }

        @Override
        public boolean usesSecret() {
            return template.usesSecret();
        }

        @Override
        public boolean exposesSecret() {
            return template.exposesSecret();
        }
    }

    /** All sources, in order. */
    default List<Source> allSources() {
        var found = new ArrayList<Source>();
        sources(found::add);
        return found;
    }
}
