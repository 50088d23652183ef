package io.triggergateway.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide tells authors of engines to type works. */
class HandoffGuideTest {
    private static final Path GUIDE = Path.of("docs/handoff.md");
    private static final Pattern COMMAND = Pattern.compile("(?m)^> (.*)$");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Keys KEYS = new Keys("tg", 1);
    private static final int COMMANDS = 8;

    @TempDir
    Path directory;

    private static List<Object[]> commands() throws IOException {
        return COMMAND.matcher(Files.readString(GUIDE))
                .results()
                .map(command -> words(command.group(1)))
                .toList();
    }

    private static Object[] words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toArray();
    }

    @Test
    void commandsReadAcknowledgeAndReport() throws IOException {
        try (var redis = GivenRedis.in(directory)) {
            redis.group(KEYS.handoff(0, ""), "engines");
            redis.link().call("XADD", KEYS.handoff(0, ""), "1795447537864-0", "id", "m");
            var commands = commands();
            assertThat(commands).hasSize(COMMANDS);
            for (var command : commands) {
                var arguments = List.of(command).subList(1, command.length).toArray();
                assertThat(redis.link().call(command[0].toString(), arguments).isNil())
                        .as(String.join(
                                " ",
                                List.of(command).stream().map(Object::toString).toList()))
                        .isFalse();
            }
            assertThat(redis.pending(KEYS.handoff(0, ""), "engines")).isEmpty();
            assertThat(Entry.all(redis.link().call("XRANGE", KEYS.signals(), "-", "+")))
                    .hasSize(5)
                    .allSatisfy(entry -> assertThat(SignalReader.read(entry.id(), entry.fields()))
                            .isInstanceOf(SignalReader.Result.Understood.class));
            assertThat(new SignalStream(redis.link(), KEYS, new Scripts(redis.link())).waiting())
                    .isEqualTo(5);
        }
    }
}
