package io.triggergateway.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns the texts of a scheme into expressions and templates. */
final class ExpressionParser {
    private final Map<String, String> params;
    private final Map<String, String> constants;
    private final Map<String, ValueExpression> variables = new HashMap<>();

    /**
     * @param params what {@code param:NAME} stands for
     * @param constants further sources by name, with their values
     */
    ExpressionParser(Map<String, String> params, Map<String, String> constants) {
        this.params = params;
        this.constants = constants;
    }

    /** Makes {@code var:name} known to what is parsed from now on. */
    void define(String name, ValueExpression definition) {
        variables.put(name, definition);
    }

    /** Throws {@link MalformedExpression} with the place. */
    ValueExpression expression(String text) {
        var scanner = new Scanner(text);
        var expression = pipeline(scanner);
        scanner.expectEnd();
        return expression;
    }

    /** Throws {@link MalformedExpression} with the place. */
    Template template(String text) {
        var scanner = new Scanner(text);
        var template = template(scanner, false);
        scanner.expectEnd();
        return template;
    }

    private Template template(Scanner scanner, boolean segment) {
        var start = scanner.position();
        var pieces = new ArrayList<Template.Piece>();
        var literal = new StringBuilder();
        while (!scanner.atEnd() && !(scanner.at('}') && !scanner.at("}}"))) {
            if (scanner.skip("{{") || scanner.skip("}}")) {
                literal.append(scanner.previous());
            } else if (scanner.at('{') || segment && scanner.at('@')) {
                flush(literal, pieces);
                pieces.add(piece(scanner));
            } else {
                literal.append(scanner.next());
            }
        }
        flush(literal, pieces);
        return new Template(scanner.since(start), pieces);
    }

    private static void flush(StringBuilder literal, List<Template.Piece> pieces) {
        if (!literal.isEmpty()) {
            pieces.add(new Template.Piece.Literal(literal.toString().getBytes(StandardCharsets.UTF_8)));
            literal.setLength(0);
        }
    }

    private Template.Piece piece(Scanner scanner) {
        if (scanner.skip("@")) {
            return new Template.Piece.Matched();
        }
        if (scanner.skip("{?")) {
            return segment(scanner);
        }
        scanner.expect("{");
        var expression = pipeline(scanner);
        scanner.expect("}");
        return new Template.Piece.Value(expression);
    }

    private Template.Piece segment(Scanner scanner) {
        var expression = pipeline(scanner);
        scanner.expect("=>");
        scanner.skip(" ");
        var inner = template(scanner, true);
        scanner.expect("}");
        return new Template.Piece.Segment(expression, inner);
    }

    private ValueExpression pipeline(Scanner scanner) {
        scanner.blanks();
        var source = source(scanner);
        var filters = new ArrayList<FilterCall>();
        scanner.blanks();
        while (scanner.skip("|")) {
            scanner.blanks();
            var name = scanner.word();
            filters.add(FilterParser.parse(name, arguments(scanner)));
        }
        return new ValueExpression.Pipeline(source, filters);
    }

    private List<String> arguments(Scanner scanner) {
        var arguments = new ArrayList<String>();
        scanner.blanks();
        while (!scanner.atEnd() && !scanner.at('|') && !scanner.at('}') && !scanner.at("=>")) {
            arguments.add(argument(scanner));
            scanner.blanks();
        }
        return arguments;
    }

    private String argument(Scanner scanner) {
        if (scanner.at('\'')) {
            return scanner.quoted();
        }
        if (scanner.skip("{param:")) {
            var value = param(scanner.word());
            scanner.expect("}");
            return value;
        }
        return scanner.word();
    }

    private Source source(Scanner scanner) {
        var word = scanner.word();
        var colon = word.indexOf(':');
        if (colon < 0) {
            return simple(word);
        }
        var name = word.substring(colon + 1);
        if (name.isEmpty()) {
            throw new MalformedExpression("Expected a name after \"%s\"".formatted(word));
        }
        return named(word.substring(0, colon), name);
    }

    private Source simple(String word) {
        var constant = constants.get(word);
        if (constant != null) {
            return constant(word, constant);
        }
        return switch (word) {
            case "body" -> new Source.Body();
            case "method" -> new Source.Method();
            case "url" -> new Source.Url();
            case "path" -> new Source.Path();
            case "secret" -> new Source.SecretText();
            case "form" -> new Source.WholeForm();
            default -> throw unknown(word);
        };
    }

    private Source named(String kind, String name) {
        return switch (kind) {
            case "header" -> new Source.Header(name);
            case "query" -> new Source.Query(name);
            case "json" -> json(name);
            case "form" -> new Source.FormField(name);
            case "multipart" -> new Source.MultipartField(name);
            case "param" -> constant("param:" + name, param(name));
            case "var" -> variable(name);
            default -> throw unknown(kind + ":");
        };
    }

    private static MalformedExpression unknown(String word) {
        return new MalformedExpression(
                "Expected a source such as body, url, header:NAME, query:NAME or json:$.path, but found \"%s\""
                        .formatted(word));
    }

    private static Source json(String path) {
        var rest = path.substring(1);
        return switch (path.charAt(0)) {
            case '$' -> new Source.Json(rest, JsonPath.parse(rest));
            case '@' -> new Source.ItemJson(rest, JsonPath.parse(rest));
            default ->
                throw new MalformedExpression(
                        "Expected a path that starts with $ or @, but found \"%s\"".formatted(path));
        };
    }

    private static Source constant(String name, String value) {
        return new Source.Constant(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private String param(String name) {
        var value = params.get(name);
        if (value == null || value.isEmpty()) {
            throw new MalformedExpression(
                    "Expected the parameter \"%s\" in params, but it is missing or empty".formatted(name));
        }
        return value;
    }

    private Source variable(String name) {
        var definition = variables.get(name);
        if (definition == null) {
            throw new MalformedExpression("Expected a name from let, but \"%s\" is not defined".formatted(name));
        }
        return new Source.Variable(name, definition);
    }
}
