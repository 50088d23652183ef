package io.triggergateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between the pages lead somewhere, and files that commands name are there. */
class DocsLinksTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern FILE_IN_COMMAND = Pattern.compile(
            "(?m)^(?:docker|cp|helm|kubectl|src/bench|promtool)[^#\\n]*?((?:docker|deploy|src)/[\\w./-]+)");

    static List<Path> pages() throws IOException {
        var pages = new ArrayList<Path>();
        for (var directory : List.of(Path.of(""), Path.of("docs"), Path.of("docs", "adr"))) {
            try (Stream<Path> files = Files.list(directory)) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        return pages;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws IOException {
        LINK.matcher(Files.readString(page))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains("://") && !link.startsWith("mailto:"))
                .forEach(link -> assertThat(exists(page, link)).as(link).isTrue());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commandsNameFilesThatAreThere(Path page) throws IOException {
        FILE_IN_COMMAND
                .matcher(Files.readString(page))
                .results()
                .map(file -> file.group(1))
                .filter(file -> !file.equals("docker/.env"))
                .forEach(file -> assertThat(Path.of(file)).exists());
    }

    private static boolean exists(Path page, String link) {
        int mark = link.indexOf('#');
        var file = mark == 0 ? page : page.resolveSibling(mark < 0 ? link : link.substring(0, mark));
        return Files.exists(file) && (mark < 0 || headings(file).contains(link.substring(mark + 1)));
    }

    private static List<String> headings(Path page) {
        try {
            return HEADING.matcher(Files.readString(page))
                    .results()
                    .map(heading -> heading.group(1)
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N} _-]", "")
                            .replace(' ', '-'))
                    .toList();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
