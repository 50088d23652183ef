package io.triggergateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.access.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about access says of each call and of each page who may make or open it, as the code does. */
class RoleTableTest {
    private static final Path PAGE = Path.of("docs", "access.md");
    private static final String RULE = "|---|---|---|---|---|\n";
    private static final String CALLS = "| call | viewer | engine | operator | admin |\n" + RULE;
    private static final String PAGES = "| page | viewer | engine | operator | admin |\n" + RULE;

    @Test
    void pageHasEveryCallWithItsRoles() throws IOException {
        var calls = DescribedOperation.all(OpenApiTest.CHECKED_IN).stream()
                .filter(operation -> !operation.isPublic())
                .map(operation -> row(
                        operation.method(),
                        operation.path().substring("/api/_triggers".length()).replaceFirst("^$", "/"),
                        Role.of(operation.role()).orElseThrow()))
                .collect(Collectors.joining());

        compare(CALLS, calls);
    }

    @Test
    void pageHasEveryPageWithItsRoles() throws IOException {
        var pages = ResourceMethod.all().stream()
                .filter(method -> method.isPage() && !method.isAnonymous())
                .map(method -> row(method.verb(), method.path(), method.role().orElseThrow()))
                .collect(Collectors.joining());

        compare(PAGES, pages);
    }

    @Test
    void everyMethodOfAResourceSaysWhoMayCallIt() throws IOException {
        assertThat(ResourceMethod.all())
                .hasSizeGreaterThan(80)
                .allSatisfy(method -> assertThat(method.role().isPresent())
                        .as(method.toString())
                        .isNotEqualTo(method.isAnonymous()));
    }

    @Test
    void descriptionHasEveryCallOfTheCodeWithItsRole() throws IOException {
        var described = new TreeMap<String, String>();
        for (var operation : DescribedOperation.all(OpenApiTest.CHECKED_IN)) {
            if (!operation.path().startsWith("/api/_triggers/webhooks/")) {
                described.put(operation.toString(), operation.role());
            }
        }
        var written = new TreeMap<String, String>();
        ResourceMethod.all().stream()
                .filter(method -> !method.isPage())
                .forEach(method -> written.put(
                        method.toString(), method.role().map(Role::word).orElse("")));

        assertThat(described).isEqualTo(written);
    }

    private static void compare(String head, String table) throws IOException {
        var page = Files.readString(PAGE);
        int begin = page.indexOf(head) + head.length();
        int end = page.indexOf("\n\n", begin) + 1;
        assertThat(begin).isGreaterThan(head.length());
        if (Boolean.getBoolean("access.update")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end))
                .as("mvn test -Dtest=RoleTableTest -Daccess.update=true writes the table anew")
                .isEqualTo(table);
    }

    private static String row(String verb, String path, Role needed) {
        var marks = Stream.of(Role.values()).map(role -> role.covers(needed) ? "yes" : "–");
        return "| `%s %s` | %s |\n".formatted(verb, path, marks.collect(Collectors.joining(" | ")));
    }
}
