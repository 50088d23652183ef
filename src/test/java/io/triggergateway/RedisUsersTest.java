package io.triggergateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.faults.RawRedis;
import io.triggergateway.redis.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The users of Redis that are recommended may do what the gateway does, and the copies of its settings are the same. */
class RedisUsersTest {
    private static final Path USERS = Path.of("deploy", "redis", "users.acl");
    private static final Path SETTINGS = Path.of("deploy", "redis", "redis.conf");
    private static final Path SETTINGS_OF_KUSTOMIZE = Path.of("deploy", "kustomize", "base", "redis.conf");
    private static final Pattern IN_LUA =
            Pattern.compile("redis\\.p?call\\(\\s*'(\\w+)'(?:,\\s*'([A-Z]+)')?", Pattern.DOTALL);
    private static final Pattern IN_JAVA = Pattern.compile("\\b(?:call|send)\\(\\s*\"([A-Z]+)\"(?:,\\s*\"([A-Z]+)\")?");
    /** Those whose first argument says what they do. */
    private static final Set<String> CONTAINERS = Set.of("config", "memory", "xgroup", "xinfo");

    @TempDir
    Path directory;

    private static String user(String name) throws IOException {
        return Files.readAllLines(USERS).stream()
                .filter(line -> line.startsWith("user " + name + " "))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> allowed() throws IOException {
        return Stream.of(user("gateway").split(" "))
                .filter(word -> word.startsWith("+"))
                .map(word -> word.substring(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> commands(Path root, String suffix, Pattern pattern) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .map(RedisUsersTest::text)
                    .flatMap(text -> pattern.matcher(text).results())
                    .map(found -> command(found.group(1), found.group(2)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String command(String name, String argument) {
        var command = name.toLowerCase(Locale.ROOT);
        return CONTAINERS.contains(command) ? command + "|" + argument.toLowerCase(Locale.ROOT) : command;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static String call(RawRedis redis, String command) throws IOException {
        return redis.call(command.split(" "));
    }

    @Test
    void theGatewayMayCallWhatItsSourcesName() throws IOException {
        var named = commands(Path.of("src/main/resources/lua"), ".lua", IN_LUA);
        named.addAll(commands(Path.of("src/main/java"), ".java", IN_JAVA));
        assertThat(named).hasSizeGreaterThan(60).contains("xgroup|create", "config|get");
        assertThat(allowed()).containsAll(named);
        assertThat(user("default"))
                .as("Redis loads its own file with these rights")
                .contains(" off ", " +@all");
        assertThat(allowed()).noneMatch(word -> word.startsWith("@"));
    }

    @Test
    void redisTakesTheUsers() throws IOException {
        var redis = EmbeddedRedis.start(directory, 0);
        try (var raw = RawRedis.connect(redis.port())) {
            for (var name : List.of("default", "gateway", "engine", "health", "admin")) {
                var words = user(name).replaceFirst("^user \\S+ ", "");
                assertThat(call(raw, "ACL SETUSER probe-" + name + " " + words)).isEqualTo("+OK");
            }
            assertThat(call(raw, "ACL DRYRUN probe-gateway XADD tg:{0}:handoff * a b"))
                    .isEqualTo("+OK");
            assertThat(call(raw, "ACL DRYRUN probe-gateway FLUSHALL")).contains("no permissions");
            assertThat(call(raw, "ACL DRYRUN probe-gateway GET other")).contains("no permissions");
            assertThat(call(raw, "ACL DRYRUN probe-engine XREADGROUP GROUP engines w STREAMS tg:{0}:handoff >"))
                    .isEqualTo("+OK");
            assertThat(call(raw, "ACL DRYRUN probe-engine XADD tg:{0}:signals * type run-completed"))
                    .isEqualTo("+OK");
            assertThat(call(raw, "ACL DRYRUN probe-engine GET tg:{0}:tokens")).contains("no permissions");
        } finally {
            redis.stop();
        }
    }

    @Test
    void copiesOfTheSettingsAreTheSame() throws IOException {
        assertThat(SETTINGS_OF_KUSTOMIZE).hasSameTextualContentAs(SETTINGS);
        assertThat(Path.of("deploy/kustomize/base/files/github-push.yaml"))
                .hasSameTextualContentAs(Path.of("docker/files/github-push.yaml"));
    }
}
