package io.triggergateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about security names tests, and they are there. */
class SecurityPageTest {
    private static final Path PAGE = Path.of("SECURITY.md");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*Test)`");

    @Test
    void namesOnlyTestsThatExist() throws IOException {
        assertThat(named()).hasSizeGreaterThan(30).isSubsetOf(existing());
    }

    @Test
    void namesATestForEachThreat() throws IOException {
        var page = Files.readString(PAGE);
        var table = page.substring(page.indexOf("| threat |"), page.indexOf("Not met:"));
        assertThat(table.strip().lines().skip(2))
                .hasSizeGreaterThan(20)
                .allSatisfy(row -> assertThat(NAMED.matcher(row).find()).as(row).isTrue());
    }

    private static Set<String> named() throws IOException {
        return NAMED.matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> existing() throws IOException {
        try (var files = Files.walk(Path.of("src", "test", "java"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".java"))
                    .map(file -> file.substring(0, file.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
