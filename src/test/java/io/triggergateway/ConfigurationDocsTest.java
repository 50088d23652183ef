package io.triggergateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of settings says what the code has. */
class ConfigurationDocsTest {
    private static final Path PAGE = Path.of("docs/configuration.md");
    private static final Pattern ROW = Pattern.compile("\\| `(gateway\\.[^`]*)` \\| ([^|]*) \\| `([^`]*)` \\| .+ \\|");
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    private record Setting(String key, String standard, String variable) {
        static Setting of(String key, String standard) {
            var variable = key.replaceAll("[^A-Za-z0-9<>]", "_").toUpperCase(Locale.ROOT);
            return new Setting(key, standard, variable);
        }
    }

    @Test
    void pageHasEveryKeyWithItsDefaultAndNoOther() throws IOException {
        assertThat(onPage(Files.readString(PAGE))).containsExactlyInAnyOrderElementsOf(inCode());
    }

    @Test
    void findsKeysInGroupsAndMaps() {
        assertThat(inCode())
                .contains(
                        new Setting("gateway.handoff.backlog.entries", "`100000`", "GATEWAY_HANDOFF_BACKLOG_ENTRIES"),
                        new Setting(
                                "gateway.auth.tokens.<name>.sha256", "required", "GATEWAY_AUTH_TOKENS_<NAME>_SHA256"),
                        new Setting("gateway.files", "none", "GATEWAY_FILES"));
    }

    @Test
    void readsRowsOfThePage() {
        assertThat(onPage("| `gateway.a-b` | `1` | `GATEWAY_A_B` | Says (`x` \\| `y`). |\n| `quarkus.c` | `d` | e |"))
                .containsExactly(new Setting("gateway.a-b", "`1`", "GATEWAY_A_B"));
    }

    private static List<Setting> onPage(String page) {
        return ROW.matcher(page)
                .results()
                .map(row -> new Setting(row.group(1), row.group(2), row.group(3)))
                .toList();
    }

    private static List<Setting> inCode() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.triggergateway")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(type -> type.reflect())
                        .flatMap(type ->
                                group(type.getAnnotation(ConfigMapping.class).prefix(), type))
                        .toList();
    }

    private static Stream<Setting> group(String prefix, Class<?> group) {
        return Stream.of(group.getDeclaredMethods())
                .flatMap(method -> settings(prefix + "." + kebab(method.getName()), method));
    }

    private static Stream<Setting> settings(String key, Method method) {
        var type = method.getGenericReturnType();
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return value(key + ".<name>", generic.getActualTypeArguments()[1], "none");
        }
        return value(key, type, standard(method));
    }

    private static Stream<Setting> value(String key, Type type, String standard) {
        return type instanceof Class<?> group && isGroup(group)
                ? group(key, group)
                : Stream.of(Setting.of(key, standard));
    }

    private static boolean isGroup(Class<?> type) {
        return type.isInterface() && type.getName().startsWith("io.triggergateway.");
    }

    private static String standard(Method method) {
        var given = method.getAnnotation(WithDefault.class);
        if (given != null) {
            return "`" + given.value() + "`";
        }
        return method.getReturnType() == Optional.class ? "none" : "required";
    }

    private static String kebab(String name) {
        return CAPITAL.matcher(name).replaceAll(capital -> "-" + capital.group().toLowerCase(Locale.ROOT));
    }
}
