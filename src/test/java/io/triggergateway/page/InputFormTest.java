package io.triggergateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.payload.Form;
import io.triggergateway.payload.Json;
import io.triggergateway.trigger.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms made of schemas and of {@code ui}, and what becomes of what they send. */
class InputFormTest {
    private static final String ALL = """
            {"form": [
              {"name": "text", "type": "text", "required": true, "multiline": true},
              {"name": "number", "type": "number"}, {"name": "yes", "type": "boolean"},
              {"name": "pick", "type": "select", "options": [1, {"value": "1", "label": "One"}, {"value": true, "label": "Sure"}]},
              {"name": "day", "type": "date"}, {"name": "json", "type": "json"}]}
            """;

    private static JsonNode json(String text) {
        return Objects.requireNonNull(Json.parseOrNull(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Form sent(String body) {
        return Objects.requireNonNull(Form.parse(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static InputForm of(String schema) {
        return InputForm.of(null, json(schema));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text=a%0D%0Ab | {'text':'a\\nb','yes':false}",
                "text=+a+&number=12.50&yes=true | {'text':' a ','number':12.50,'yes':true}",
                "text=a&number=+-3+&pick=true&day=2028-02-29 | {'text':'a','number':-3,'yes':false,'pick':true,'day':'2028-02-29'}",
                "text=a&pick=%221%22&json=%5B1%2C%7B%7D%5D | {'text':'a','yes':false,'pick':'1','json':[1,{}]}",
                "text=a&unknown=1 | {'text':'a','yes':false}",
            })
    void becomesJsonByTheKindsOfItsFields(String body, String data) {
        var filled = InputForm.of(json(ALL), null).fill(sent(body));
        assertThat(filled.errors()).isEmpty();
        assertThat(filled.data()).isEqualTo(json(data.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | /text | Fill this in",
                "text=+ | /text | Fill this in",
                "text=a&number=one | /number | Enter a number such as 12 or 12.5",
                "text=a&number=1e999 | /number | Enter a number such as 12 or 12.5",
                "text=a&pick=2 | /pick | Choose one of these",
                "text=a&day=2027-02-29 | /day | Enter a date such as 2026-11-24",
                "text=a&json=%7B | /json | Enter JSON such as {\"a\": 1} or [1, 2]",
                "text=%FF | /text | Expected text in UTF-8, but it is not",
            })
    void saysWhatIsWrongAndWhere(String body, String pointer, String sentence) {
        assertThat(InputForm.of(json(ALL), null).fill(sent(body)).errors())
                .containsExactly(new FieldError(pointer, sentence));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'required': ['ok'], 'properties': {'ok': {'type': 'boolean'}}} | Yes No",
                "{'required': ['approved'], 'properties': {'approved': {'type': 'boolean'}, 'why': {'type': 'string'}}} | Approve Reject",
                "{'required': ['d'], 'properties': {'d': {'enum': ['ship_it', 'hold']}}} | Ship it Hold",
                "{'required': ['d'], 'properties': {'d': {'oneOf': [{'const': 1, 'title': 'Un'}, {'const': 2}]}}} | Un 2",
                "{'required': ['read'], 'properties': {'read': {'const': true}}} | Yes",
                "{'type': 'boolean'} | Yes No",
                "{'enum': ['red', 'green']} | Red Green",
                "{'required': ['a', 'b'], 'properties': {'a': {'type': 'boolean'}, 'b': {'type': 'boolean'}}} |",
                "{'properties': {'ok': {'type': 'boolean'}}} |",
                "{'required': ['d'], 'properties': {'d': {'enum': [1, 2, 3, 4, 5, 6, 7]}}} |",
            })
    void hasAButtonForEachChoiceWhenThereIsOneChoice(String schema, String labels) {
        var choice = of(schema.replace('\'', '"')).choice();
        assertThat(choice.map(field -> String.join(
                                " ",
                                field.options().stream().map(InputOption::label).toList()))
                        .orElse(null))
                .isEqualTo(labels);
    }

    @Test
    void labelsOfTheFormGoBeforeThoseOfTheSchema() {
        var form = InputForm.of(
                json(
                        "{\"form\": [{\"name\": \"approved\", \"type\": \"select\", \"label\": \"Freigabe\", \"options\":"
                                + " [{\"value\": true, \"label\": \"Freigeben\"}, {\"value\": false, \"label\": \"Ablehnen\"}]}]}"),
                json("{\"required\": [\"approved\", \"source\"], \"properties\": {\"approved\": {\"type\": \"boolean\","
                        + " \"title\": \"no\"}, \"source\": {\"default\": \"page\"}}}"));
        var choice = form.choice().orElseThrow();
        assertThat(choice.label()).isEqualTo("Freigabe");
        assertThat(choice.options()).extracting(InputOption::label).containsExactly("Freigeben", "Ablehnen");
        var filled = form.fill(sent("approved=false"));
        assertThat(filled.data()).isEqualTo(json("{\"source\": \"page\", \"approved\": false}"));
        assertThat(form.decision(filled.data())).contains("Ablehnen");
    }

    @Test
    void dataNeedNotBeAnObject() {
        var form = of("{\"type\": \"integer\", \"title\": \"How many?\"}");
        assertThat(form.fields()).extracting(InputField::label).containsExactly("How many?");
        assertThat(form.fill(sent("answer=3")).data()).isEqualTo(json("3"));
        assertThat(form.fill(sent("")).errors()).containsExactly(new FieldError("", "Fill this in"));
    }

    @Test
    void withoutAnySchemaToAnswerIsEnough() {
        for (var form :
                new InputForm[] {InputForm.of(null, null), of("{}"), of("true"), of("{\"type\": \"object\"}")}) {
            assertThat(form.fields()).isEmpty();
            assertThat(form.fill(sent("")).data()).isEqualTo(json("{}"));
        }
    }

    @Test
    void beginsWithItsDefaults() {
        var view = FormView.of(of("{\"properties\": {\"a\": {\"type\": \"string\", \"default\": \"x\"},"
                + " \"b\": {\"enum\": [\"u\", \"v\"], \"default\": \"v\"}, \"c\": {\"type\": \"boolean\", \"default\": true},"
                + " \"d\": {\"default\": [1]}}}"));
        assertThat(view.fields()).extracting(FormView.FieldView::value).containsExactly("x", "v", "true", "[ 1 ]");
    }

    @ParameterizedTest
    @CsvSource({
        "orderId, Order id",
        "order_id, Order id",
        "customerURL, Customer URL",
        "HTTPStatus, HTTP status",
        "a-b.c, A b c",
        "x, X",
        "_, _",
        "straße2Nr, Straße2 nr"
    })
    void namesBecomeLabels(String name, String label) {
        assertThat(Labels.of(name)).isEqualTo(label);
    }

    @Test
    void onlyWholeSafeAddressesAreLinks() {
        for (var link : new String[] {"https://example.com", "https://example.com:8443/a?b#c"}) {
            assertThat(JsonTree.of(json("\"" + link + "\"")).isLink()).as(link).isTrue();
        }
        for (var text : new String[] {
            "javascript:alert(1)",
            "http://example.com",
            "see https://example.com",
            "https://a@b.example",
            "https://a/ b",
            "//a"
        }) {
            assertThat(JsonTree.of(json("\"" + text + "\"")).isLink()).as(text).isFalse();
        }
    }

    @Test
    void deepValuesEndAsCode() {
        var tree = JsonTree.of(json("[".repeat(50) + "1" + "]".repeat(50)));
        int depth = 0;
        while (tree.isList()) {
            tree = tree.parts().getFirst();
            depth++;
        }
        assertThat(depth).isEqualTo(8);
        assertThat(tree.isCode()).isTrue();
    }
}
