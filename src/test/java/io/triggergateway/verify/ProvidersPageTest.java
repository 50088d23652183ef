package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of providers says what the catalogue has; {@code -Dproviders.update=true} writes it anew. */
class ProvidersPageTest {
    private static final Path PAGE = Path.of("docs/providers.md");
    private static final Pattern PLACE = Pattern.compile("\\{(header|query|json|form|multipart):([^ }]+)");
    private static final String HEAD = """
        <!-- Generated from the catalogue; ./mvnw test -Dtest=ProvidersPageTest -Dproviders.update=true writes it anew. -->
        # Providers

        An endpoint names one as `auth.provider`. `GET /api/_triggers/providers` tells what to enter at the provider, and has an
        example trigger; how to register one is in [webhooks.md](webhooks.md).

        "Facts from" says where the document of a provider comes from: the provider's own library, its source, its manual, or
        third parties that quote it. The last kind is the one to try out before you rely on it.

        "Checked" says what makes a request genuine. Where it does not name the body, the sender does not sign it: whoever gets
        hold of one request can change the rest of it. Use such a provider over HTTPS only, and add addresses (`type: all`)
        where the provider publishes them.

        "Calls" are hosts that the gateway asks for the provider's key, or where it confirms a subscription: list those you
        need in `gateway.outbound.allow`. A `*` stands for your region. With the provider's key as `secret` nobody is asked
        for one.

        """;

    @Test
    void hasEveryProvider() throws IOException {
        var expected = page();
        if (Boolean.getBoolean("providers.update")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    private static String page() {
        var page = new StringBuilder(HEAD).append("| id | provider | facts from | checked | asks first | calls |\n");
        page.append("|---|---|---|---|---|---|\n");
        Vectors.CATALOGUE.all().forEach(document -> page.append(row(document)));
        page.append("\n## Not supported\n\nA trigger that names one of these is refused with the reason.\n\n");
        page.append("| id | provider | why |\n|---|---|---|\n");
        Vectors.CATALOGUE
                .allUnsupported()
                .forEach(provider -> page.append(
                        "| `%s` | %s | %s |\n".formatted(provider.id(), provider.name(), provider.reason())));
        return page.toString();
    }

    private static String row(ProviderDocument document) {
        var link = document.people().link();
        var name = link.isEmpty() ? document.name() : "[%s](%s)".formatted(document.name(), link);
        return "| `%s` | %s | %s | %s | %s | %s |\n"
                .formatted(
                        document.id(),
                        name,
                        source(document.confidence()),
                        checked(document.scheme()),
                        asks(document.scheme().path("handshake")),
                        document.needs().hosts().stream().map("`%s`"::formatted).collect(Collectors.joining(", ")));
    }

    private static String source(String confidence) {
        return switch (confidence) {
            case "sdk" -> "library";
            case "source" -> "source";
            case "doc" -> "manual";
            default -> "third parties";
        };
    }

    private static String asks(JsonNode rules) {
        var pairs =
                rules.valueStream().anyMatch(rule -> rule.path("phase").asText().equals("pairing"));
        return rules.isEmpty() ? "" : pairs ? "hands its secret over" : "yes";
    }

    private static String checked(JsonNode scheme) {
        var parts = new ArrayList<String>();
        var verify = scheme.get("verify");
        if (verify.has("anyOf")) {
            parts.add(checks(verify.get("anyOf")).collect(Collectors.joining(" or ")));
        } else {
            checks(verify).forEach(parts::add);
        }
        var fresh = scheme.path("fresh");
        if (fresh.has("within")) {
            parts.add("not older than %d s".formatted(fresh.get("within").asInt()));
        }
        return String.join("; ", parts);
    }

    private static Stream<String> checks(JsonNode verify) {
        var all = verify.isArray() ? verify.valueStream() : Stream.of(verify);
        return all.map(ProvidersPageTest::check).filter(text -> !text.isEmpty());
    }

    private static String check(JsonNode check) {
        if (check.has("equals")) {
            return equality(
                    check.at("/equals/0").asText(), check.at("/equals/1").asText());
        }
        if (check.has("jwt")) {
            return "token (%s)%s"
                    .formatted(
                            check.at("/algorithms/0").asText(),
                            check.has("bind") ? " with a hash of the body" : whole(check));
        }
        return "%s of %s".formatted(algorithm(check.get("algorithm").asText()), content(check.get("over")));
    }

    private static String equality(String one, String other) {
        if (other.contains("{secret}")) {
            return "the secret in " + place(one);
        }
        return other.contains("{body") ? "a hash of the body in " + place(one) : "";
    }

    private static String whole(JsonNode check) {
        return check.get("jwt").asText().equals("body") ? " that is the body" : "";
    }

    private static String algorithm(String name) {
        var upper = name.toUpperCase(Locale.ROOT).replace("SHA", "SHA-").replace("HMAC-SHA-", "HMAC-SHA");
        return upper.startsWith("DIGEST-")
                ? "%s, with the secret,".formatted(upper.substring("DIGEST-".length()))
                : upper.replace("ED25519", "Ed25519");
    }

    private static String place(String template) {
        var place = PLACE.matcher(template);
        if (!place.find()) {
            return template;
        }
        return switch (place.group(1)) {
            case "header" -> "header `%s`".formatted(place.group(2));
            case "query" -> "the URL's `%s`".formatted(place.group(2));
            default -> "the body";
        };
    }

    private static String content(JsonNode over) {
        var text = (over.isArray() ? over.get(0) : over).asText();
        var parts = new ArrayList<String>();
        if (text.contains("{url")) {
            parts.add("the URL");
        }
        if (text.contains("{path")) {
            parts.add("the path");
        }
        if (text.contains("{body") || text.contains("{form |")) {
            parts.add("the body");
        } else if (PLACE.matcher(text)
                        .results()
                        .anyMatch(match -> !match.group(1).equals("header"))
                || text.contains("{json:@")) {
            parts.add("some fields of the body");
        }
        return String.join(" and ", parts);
    }
}
