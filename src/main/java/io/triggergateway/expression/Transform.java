package io.triggergateway.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.triggergateway.trigger.Findings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled transform: one expression, or an object or list whose texts are expressions. */
public final class Transform {
    /** Largest result, in bytes of JSON before escaping. */
    public static final int MAX_OUTPUT = 1024 * 1024;

    private final Template template;

    Transform(Template template) {
        this.template = template;
    }

    /** Compiles every text of {@code template}; null when something is wrong, and then the findings say what. */
    public static @Nullable Transform compile(JsonNode template, Scope scope, String pointer, Findings findings) {
        var compiled = new TemplateCompiler(scope, findings).compile(template, pointer);
        return compiled == null ? null : new Transform(compiled);
    }

    /** The top-level names that it reads. */
    public Set<String> names() {
        return template.names();
    }

    /** Never throws for what a payload holds. */
    public TransformResult apply(Variables variables) {
        try {
            return new TransformResult.Value(fill(template, variables, new JsonOutput(MAX_OUTPUT)));
        } catch (JsonOutput.Refused refused) {
            return new TransformResult.Failed(refused.reason());
        }
    }

    private static JsonNode fill(Template template, Variables variables, JsonOutput output) throws JsonOutput.Refused {
        return switch (template) {
            case Template.Kept(var json) -> json;
            case Template.Cel(var expression) -> value(expression, variables, output);
            case Template.Members(var members) -> {
                var object = JsonNodeFactory.instance.objectNode();
                for (var member : members.entrySet()) {
                    object.set(member.getKey(), fill(member.getValue(), variables, output));
                }
                yield object;
            }
            case Template.Elements(var elements) -> {
                var list = JsonNodeFactory.instance.arrayNode(elements.size());
                for (var element : elements) {
                    list.add(fill(element, variables, output));
                }
                yield list;
            }
        };
    }

    private static JsonNode value(Expression expression, Variables variables, JsonOutput output)
            throws JsonOutput.Refused {
        return switch (expression.run(variables)) {
            case Evaluation.Value(var value) -> output.json(value);
            case Evaluation.Failed(var reason) -> throw new JsonOutput.Refused(reason);
        };
    }
}
