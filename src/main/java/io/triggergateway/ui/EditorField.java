package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.trigger.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A field of the pages that make and change triggers.
 *
 * @param at its place in the definition, which is also its name in the form
 * @param placeholder an example; empty without one
 * @param standard what a new trigger begins with; empty for nothing
 * @param types of triggers that have it; empty is all
 * @param when the kinds of authentication or timing that have it; empty is all
 * @param refresh whether other fields depend on it
 */
record EditorField(
        String at,
        Kind kind,
        String label,
        String hint,
        String placeholder,
        String standard,
        boolean required,
        boolean rare,
        boolean refresh,
        List<Choice> choices,
        Set<String> types,
        Set<String> when) {

    /** How a text becomes JSON and back. */
    enum Kind {
        TEXT,
        /** Text of several lines. */
        LONG,
        /** An expression. */
        CODE,
        WHOLE,
        DURATION,
        INSTANT,
        ZONE,
        WORD,
        SECRET,
        PROVIDER,
        /** Texts, one per line. */
        LIST,
        /** One or several of the choices. */
        CHECKS,
        /** Options of a select with their labels. */
        OPTIONS,
        /** JSON or YAML. */
        VALUE,
        /** An expression, or JSON or YAML with expressions. */
        TEMPLATE,
        /** True unless it says otherwise. */
        FLAG,
        /** False unless it says otherwise. */
        TRUTH,
        /** An object, or false. */
        OFF
    }

    /** One of several values to choose from. */
    record Choice(String value, String label) {}

    static EditorField of(JsonNode json) {
        return new EditorField(
                json.path("at").asText(),
                Words.parse(Kind.class, json.path("kind").asText()).orElseThrow(),
                json.path("label").asText(),
                json.path("hint").asText(),
                json.path("placeholder").asText(),
                json.path("standard").asText(),
                json.path("required").asBoolean(),
                json.path("rare").asBoolean(),
                json.path("refresh").asBoolean(),
                choices(json.path("choices")),
                words(json.path("types")),
                words(json.path("when")));
    }

    private static List<Choice> choices(JsonNode json) {
        var choices = new ArrayList<Choice>();
        if (json.isObject()) {
            json.properties()
                    .forEach(each -> choices.add(
                            new Choice(each.getKey(), each.getValue().asText())));
        } else {
            json.forEach(each -> choices.add(new Choice(each.asText(), each.asText())));
        }
        return List.copyOf(choices);
    }

    private static Set<String> words(JsonNode json) {
        return StreamSupport.stream(json.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean isFor(String type) {
        return types.isEmpty() || types.contains(type);
    }

    boolean isFor(Set<String> kinds) {
        return when.isEmpty() || when.stream().anyMatch(kinds::contains);
    }

    /** The same field in a row. */
    EditorField in(int row) {
        return withAt(at.replace("*", Integer.toString(row)));
    }

    EditorField withAt(String other) {
        return new EditorField(
                other, kind, label, hint, placeholder, standard, required, rare, refresh, choices, types, when);
    }

    EditorField withWords(String otherLabel, String otherHint) {
        return new EditorField(
                at, kind, otherLabel, otherHint, placeholder, standard, required, rare, refresh, choices, types, when);
    }
}
