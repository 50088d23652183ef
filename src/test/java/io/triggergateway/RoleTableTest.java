package io.triggergateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.access.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about access says of each call who may make it, as the code does. */
class RoleTableTest {
    private static final Path PAGE = Path.of("docs", "access.md");
    private static final String BEGIN = "| call | viewer | engine | operator | admin |\n|---|---|---|---|---|\n";

    @Test
    void pageHasEveryCallWithItsRoles() throws IOException {
        var page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf("\n\n", begin) + 1;
        assertThat(begin).isGreaterThan(BEGIN.length());
        var table = table();
        if (Boolean.getBoolean("access.update")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
            return;
        }

        assertThat(page.substring(begin, end))
                .as("mvn test -Dtest=RoleTableTest -Daccess.update=true writes the table anew")
                .isEqualTo(table);
    }

    private static String table() throws IOException {
        return DescribedOperation.all(OpenApiTest.CHECKED_IN).stream()
                .filter(operation -> !operation.isPublic())
                .map(RoleTableTest::row)
                .collect(Collectors.joining());
    }

    private static String row(DescribedOperation operation) {
        var needed = Role.of(operation.role()).orElseThrow();
        var marks = Stream.of(Role.values()).map(role -> role.covers(needed) ? "yes" : "–");
        return "| `%s %s` | %s |\n"
                .formatted(
                        operation.method(),
                        operation.path().substring("/api/_triggers".length()).replaceFirst("^$", "/"),
                        marks.collect(Collectors.joining(" | ")));
    }
}
