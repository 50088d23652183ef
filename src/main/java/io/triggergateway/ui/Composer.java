package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.triggergateway.payload.Parsed;
import io.triggergateway.trigger.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what a form says into the definition that it began with; what the form has no field for stays. */
final class Composer {
    private static final String DEDUPLICATE = "/config/deduplicate";

    private final ObjectNode definition;
    private final Entered entered;
    private final FieldText texts;
    private final List<FieldError> errors = new ArrayList<>();

    private Composer(ObjectNode definition, Entered entered) {
        this.definition = definition;
        this.entered = entered;
        this.texts = FieldText.in(entered.text("/schedule/timezone").strip());
    }

    /**
     * A definition out of a form.
     *
     * @param entered the form, its rows renumbered as those of the definition
     * @param errors what could not be read; it is as it was before
     */
    record Composed(ObjectNode definition, Entered entered, List<FieldError> errors) {}

    /** The definition that a form says, with {@code base} being what it began with. */
    static Composed compose(ObjectNode base, String type, Entered entered) {
        var definition = base.deepCopy().put("type", type);
        var sections = EditorSection.of(type);
        var compact = entered;
        for (var section : sections) {
            compact = section.isRows() ? Rows.compact(section, compact, definition) : compact;
        }
        var composer = new Composer(definition, Variant.choose(definition, compact));
        sections.forEach(section -> section.fields(type, composer.entered).forEach(composer::write));
        composer.writeParams();
        return new Composed(definition, composer.entered, List.copyOf(composer.errors));
    }

    /** The form that shows a definition. */
    static Entered decompose(ObjectNode definition, String type) {
        var auth = Variant.auth(definition);
        var timing = Variant.timing(definition);
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put(Variant.AUTH, List.of(auth));
        values.put(Variant.TIMING, List.of(timing));
        countRows(definition, type, values);
        var texts = FieldText.in(definition.at("/schedule/timezone").asText());
        var entered = new Entered(values);
        EditorSection.of(type)
                .forEach(section -> section.fields(type, entered).forEach(field -> {
                    var value = Place.of(pointer(field)).in(definition);
                    values.computeIfAbsent(field.at(), name -> shown(texts, field, value));
                }));
        definition
                .at("/endpoint/auth/params")
                .properties()
                .forEach(param -> values.put(
                        ProviderFields.PARAMS + param.getKey(),
                        List.of(param.getValue().asText())));
        return new Entered(values);
    }

    /** So that there are fields for each. */
    private static void countRows(ObjectNode definition, String type, Map<String, List<String>> values) {
        EditorSection.of(type).stream().filter(EditorSection::isRows).forEach(section -> {
            int rows = definition.at(section.rows()).size();
            if (rows > 0) {
                values.put(section.rows() + "/" + (rows - 1) + "/" + Rows.REMOVED, List.of(""));
            }
        });
    }

    private static List<String> shown(FieldText texts, EditorField field, JsonNode value) {
        var text = texts.text(field.kind(), value);
        if (field.kind() == EditorField.Kind.FLAG) {
            return List.of(text.isEmpty() ? "true" : text);
        }
        if (field.kind() == EditorField.Kind.CHECKS) {
            return (text.isEmpty() ? field.standard() : text).lines().toList();
        }
        return List.of(text);
    }

    /** Choices of a shape have no place of their own. */
    private static String pointer(EditorField field) {
        return field.at().startsWith("/") ? field.at() : "/" + field.at();
    }

    private void write(EditorField field) {
        if (!field.at().startsWith("/") || !entered.has(field.at()) || isOff(field)) {
            return;
        }
        switch (field.kind()) {
            case FLAG -> writeTruth(field, true);
            case TRUTH -> writeTruth(field, false);
            case CHECKS -> writeChecks(field);
            case TEXT, LONG, CODE, WHOLE, DURATION, INSTANT, ZONE, WORD, SECRET, PROVIDER, LIST, OPTIONS ->
                writeText(field);
            case VALUE, TEMPLATE, OFF -> writeText(field);
        }
    }

    /** Where duplicates fire again, nothing says what a duplicate is. */
    private boolean isOff(EditorField field) {
        return field.at().startsWith(DEDUPLICATE + "/")
                && entered.text(DEDUPLICATE).equals("false");
    }

    private void writeTruth(EditorField field, boolean standard) {
        boolean said = entered.text(field.at()).equals("true");
        var place = Place.of(field.at());
        var before = place.in(definition);
        boolean is = before.isBoolean() ? before.booleanValue() : standard;
        if (said != is && said == standard) {
            place.remove(definition);
        } else if (said != is) {
            place.set(definition, BooleanNode.valueOf(said));
        }
    }

    private void writeChecks(EditorField field) {
        var said =
                entered.all(field.at()).stream().filter(each -> !each.isEmpty()).toList();
        var place = Place.of(field.at());
        var before = shown(texts, field, place.in(definition));
        if (said.equals(List.of(field.standard()))) {
            place.remove(definition);
        } else if (!said.stream()
                .sorted()
                .toList()
                .equals(before.stream().sorted().toList())) {
            place.set(definition, list(said));
        }
    }

    private ArrayNode list(List<String> items) {
        var list = definition.arrayNode();
        items.forEach(list::add);
        return list;
    }

    /** What reads as it did before is not written again, so that no way of writing it is lost. */
    private void writeText(EditorField field) {
        var place = Place.of(field.at());
        var text = entered.text(field.at());
        if (text.equals(texts.text(field.kind(), place.in(definition)))) {
            return;
        }
        if (text.isBlank()) {
            place.remove(definition);
            return;
        }
        switch (texts.value(field.kind(), text)) {
            case Parsed.Value(var value) -> set(field, place, value);
            case Parsed.Malformed(var detail) -> errors.add(new FieldError(field.at(), detail));
        }
    }

    private void set(EditorField field, Place place, JsonNode value) {
        if (field.kind() == EditorField.Kind.SECRET) {
            Place.of("/endpoint/auth/secrets").remove(definition);
        }
        place.set(definition, value);
    }

    /** Providers ask for different ones. */
    private void writeParams() {
        if (!entered.text(Variant.AUTH).equals("provider")) {
            return;
        }
        entered.values().keySet().stream()
                .filter(name -> name.startsWith(ProviderFields.PARAMS))
                .forEach(name -> {
                    var text = entered.text(name).strip();
                    if (text.isEmpty()) {
                        Place.of(name).remove(definition);
                    } else {
                        Place.of(name).set(definition, TextNode.valueOf(text));
                    }
                });
    }
}
