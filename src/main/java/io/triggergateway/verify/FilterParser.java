package io.triggergateway.verify;

import io.triggergateway.payload.Form;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Finds the filter that a name and its arguments stand for. */
final class FilterParser {
    private static final Map<String, Filter.OfOne> PLAIN = Map.ofEntries(
            plain("lower", TextFilters::lower),
            plain("upper", TextFilters::upper),
            plain("hex", Encoding.HEX::encode),
            plain("base64", Encoding.BASE64::encode),
            plain("base64url", Encoding.BASE64URL::encode),
            Map.entry("unbase64", (value, scope) -> unbase64(value)),
            plain("json-escape", JsonEscape::apply),
            plain("crc32", HashFilters::crc32),
            Map.entry("sorted-pairs", (value, scope) -> sortedPairs(value)),
            plain("port", UrlFilters::togglePort));

    private FilterParser() {}

    private static Map.Entry<String, Filter.OfOne> plain(String name, UnaryOperator<byte[]> change) {
        return Map.entry(name, (value, scope) -> change.apply(value));
    }

    /** Throws {@link MalformedExpression} with what was expected. */
    static FilterCall parse(String name, List<String> arguments) {
        var text = arguments.isEmpty() ? name : "%s %s".formatted(name, arguments);
        var plain = PLAIN.get(name);
        if (plain != null) {
            count(name, arguments, 0, 0);
            return new FilterCall(plain, text, FilterCall.Effect.PLAIN);
        }
        var digest = Hash.named(name);
        if (digest.isPresent()) {
            count(name, arguments, 0, 0);
            return new FilterCall(new HashFilters.Digest(digest.get()), text, FilterCall.Effect.HASHES);
        }
        if (name.startsWith("hmac-")) {
            return keyed(name, arguments, text);
        }
        return new FilterCall(withArguments(name, arguments), text, FilterCall.Effect.PLAIN);
    }

    private static FilterCall keyed(String name, List<String> arguments, String text) {
        count(name, arguments, 0, 0);
        var hash = Hash.named(name.substring("hmac-".length())).orElseThrow(() -> unknown(name));
        return new FilterCall(new HashFilters.Keyed(hash), text, FilterCall.Effect.KEYED);
    }

    private static Filter withArguments(String name, List<String> arguments) {
        return switch (name) {
            case "after" -> new TextFilters.After(bytes(one(name, arguments)));
            case "strip" -> new TextFilters.Strip(bytes(one(name, arguments)));
            case "split" -> new TextFilters.Split(bytes(filled(name, one(name, arguments))));
            case "pick" -> pick(arguments);
            case "php-serialize" -> new PhpSerialize(bytes(filled(name, one(name, arguments))));
            case "jwt-header" -> new TextFilters.JwtHeader(filled(name, one(name, arguments)));
            case "json" -> new TextFilters.JsonText(path(one(name, arguments)));
            case "percent-decode" -> new UrlFilters.PercentDecode(one(name, arguments));
            case "map" -> mapping(arguments);
            case "default" -> new TextFilters.Default(bytes(one(name, arguments)));
            case "first" -> first(arguments);
            case "listed-headers" -> ListedHeaders.of(arguments);
            default -> throw unknown(name);
        };
    }

    private static MalformedExpression unknown(String name) {
        return new MalformedExpression("Expected a filter of the scheme language, but found \"%s\"".formatted(name));
    }

    private static Filter first(List<String> arguments) {
        count("first", arguments, 0, 0);
        return new TextFilters.First();
    }

    private static Filter pick(List<String> arguments) {
        count("pick", arguments, 1, 3);
        var between = arguments.size() > 1 ? arguments.get(1) : ",";
        var equals = arguments.size() > 2 ? arguments.get(2) : "=";
        return new TextFilters.Pick(
                bytes(filled("pick", arguments.getFirst())),
                bytes(filled("pick", between)),
                bytes(filled("pick", equals)));
    }

    private static Filter mapping(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() % 2 != 0) {
            throw new MalformedExpression(
                    "Expected pairs of texts after map, but found " + arguments.size() + " texts");
        }
        var table = new HashMap<String, String>();
        for (var at = 0; at < arguments.size(); at += 2) {
            table.put(arguments.get(at), arguments.get(at + 1));
        }
        return new TextFilters.Mapping(Map.copyOf(table));
    }

    private static JsonPath path(String text) {
        if (!text.startsWith("$")) {
            throw new MalformedExpression("Expected a path that starts with $, but found \"%s\"".formatted(text));
        }
        return JsonPath.parse(text.substring(1));
    }

    private static String one(String name, List<String> arguments) {
        count(name, arguments, 1, 1);
        return arguments.getFirst();
    }

    private static String filled(String name, String argument) {
        if (argument.isEmpty()) {
            throw new MalformedExpression("Expected a text after %s, but it is empty".formatted(name));
        }
        return argument;
    }

    private static void count(String name, List<String> arguments, int least, int most) {
        if (arguments.size() < least || arguments.size() > most) {
            throw new MalformedExpression("Expected %s after %s, but found %d"
                    .formatted(
                            least == most ? least + " texts" : least + " to " + most + " texts",
                            name,
                            arguments.size()));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] sortedPairs(byte[] body) {
        var form = Form.parse(body);
        return form == null ? null : form.sorted();
    }

    private static byte @Nullable [] unbase64(byte[] text) {
        return Encoding.BASE64.decode(text);
    }
}
