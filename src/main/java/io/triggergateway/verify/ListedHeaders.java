package io.triggergateway.verify;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * From a list of header names, as it stands in a header itself, to the headers: {@code name:value;name:value} by name.
 *
 * @param required lower-case names that the list has to hold, so that they can be relied on as signed
 */
record ListedHeaders(List<String> required) implements Filter.OfOne {
    ListedHeaders {
        required = List.copyOf(required);
    }

    /** Null when a required name is not listed, or a listed header is missing or repeated. */
    @Override
    public byte @Nullable [] apply(byte[] list, Scope scope) {
        var names = new TreeSet<String>();
        for (var name : new String(list, StandardCharsets.ISO_8859_1).split(",")) {
            names.add(name.trim().toLowerCase(Locale.ROOT));
        }
        return names.containsAll(required) ? join(names, scope) : null;
    }

    private static byte @Nullable [] join(TreeSet<String> names, Scope scope) {
        var out = new ByteArrayOutputStream();
        for (var name : names) {
            var values = new Source.Header(name).read(scope);
            if (values.size() != 1) {
                return null;
            }
            out.writeBytes(TextFilters.utf8((out.size() == 0 ? "" : ";") + name + ":"));
            out.writeBytes(TextFilters.trim(values.getFirst()));
        }
        return out.toByteArray();
    }

    static ListedHeaders of(List<String> required) {
        return new ListedHeaders(
                required.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
    }
}
