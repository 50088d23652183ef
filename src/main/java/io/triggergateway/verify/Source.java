package io.triggergateway.verify;

import io.triggergateway.payload.Multipart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where an expression's values come from. */
sealed interface Source {
    /** All values there; empty when there is none. */
    List<byte[]> read(Scope scope);

    /** The one spelling of this source, to tell whether two expressions mean the same. */
    String canonical();

    /** What it is, for sentences. */
    default String description() {
        return canonical();
    }

    record Body() implements Source {
        @Override
        public List<byte[]> read(Scope scope) {
            return List.of(scope.request().body());
        }

        @Override
        public String canonical() {
            return "body";
        }
    }

    record Method() implements Source {
        @Override
        public List<byte[]> read(Scope scope) {
            return text(scope.request().method());
        }

        @Override
        public String canonical() {
            return "method";
        }
    }

    record Url() implements Source {
        @Override
        public List<byte[]> read(Scope scope) {
            return text(scope.request().url());
        }

        @Override
        public String canonical() {
            return "url";
        }
    }

    record Path() implements Source {
        @Override
        public List<byte[]> read(Scope scope) {
            return text(scope.request().path());
        }

        @Override
        public String canonical() {
            return "path";
        }
    }

    record SecretText() implements Source {
        @Override
        public List<byte[]> read(Scope scope) {
            return scope.secret().length == 0 ? List.of() : List.of(scope.secret());
        }

        @Override
        public String canonical() {
            return "secret";
        }
    }

    record Header(String name) implements Source {
        public Header {
            name = name.toLowerCase(Locale.ROOT);
        }

        @Override
        public List<byte[]> read(Scope scope) {
            return filled(scope.request().header(name), true);
        }

        @Override
        public String canonical() {
            return "header:" + name;
        }

        @Override
        public String description() {
            return "the header " + name;
        }
    }

    record Query(String name) implements Source {
        @Override
        public List<byte[]> read(Scope scope) {
            return filled(scope.request().query().getOrDefault(name, List.of()), false);
        }

        @Override
        public String canonical() {
            return "query:" + name;
        }

        @Override
        public String description() {
            return "the query parameter " + name;
        }
    }

    record Json(String text, JsonPath path) implements Source {
        @Override
        public List<byte[]> read(Scope scope) {
            return path.texts(scope.request().json());
        }

        @Override
        public String canonical() {
            return "json:$" + text;
        }

        @Override
        public String description() {
            return "the body's $" + text;
        }
    }

    record ItemJson(String text, JsonPath path) implements Source {
        @Override
        public List<byte[]> read(Scope scope) {
            return path.texts(scope.item());
        }

        @Override
        public String canonical() {
            return "json:@" + text;
        }
    }

    record WholeForm() implements Source {
        @Override
        public List<byte[]> read(Scope scope) {
            return scope.form() == null ? List.of() : List.of(scope.request().body());
        }

        @Override
        public String canonical() {
            return "form";
        }

        @Override
        public String description() {
            return "a form as the body";
        }
    }

    record FormField(String name) implements Source {
        @Override
        public List<byte[]> read(Scope scope) {
            var form = scope.form();
            return form == null ? List.of() : form.values(name);
        }

        @Override
        public String canonical() {
            return "form:" + name;
        }

        @Override
        public String description() {
            return "the form field " + name;
        }
    }

    record MultipartField(String name) implements Source {
        @Override
        public List<byte[]> read(Scope scope) {
            var types = scope.request().header("content-type");
            return types.size() == 1
                    ? Multipart.values(types.getFirst(), scope.request().body(), name)
                    : List.of();
        }

        @Override
        public String canonical() {
            return "multipart:" + name;
        }

        @Override
        public String description() {
            return "the form part " + name;
        }
    }

    /** A value that is known when the scheme is compiled, such as a parameter of the endpoint. */
    record Constant(String canonical, byte[] value) implements Source {
        @Override
        public List<byte[]> read(Scope scope) {
            return value.length == 0 ? List.of() : List.of(value);
        }
    }

    record Variable(String name, ValueExpression definition) implements Source {
        @Override
        public List<byte[]> read(Scope scope) {
            return scope.variable(name, definition);
        }

        @Override
        public String canonical() {
            return definition.canonical();
        }

        @Override
        public String description() {
            return definition.description();
        }
    }

    private static List<byte[]> text(String text) {
        return List.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty values count as missing. */
    private static List<byte[]> filled(List<String> values, boolean raw) {
        if (values.isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<byte[]>(values.size());
        for (var value : values) {
            if (!value.isEmpty()) {
                found.add(raw ? wire(value) : value.getBytes(StandardCharsets.UTF_8));
            }
        }
        return found;
    }

    /** HTTP servers hand a header's octets over as characters up to 255; this gives the octets back. */
    private static byte[] wire(String header) {
        for (var at = 0; at < header.length(); at++) {
            if (header.charAt(at) > 0xff) {
                return header.getBytes(StandardCharsets.UTF_8);
            }
        }
        return header.getBytes(StandardCharsets.ISO_8859_1);
    }
}
