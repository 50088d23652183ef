package io.triggergateway.redis;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folder {@code lua}: one file per atomic operation, with shared pieces put in where a line asks for them. */
@Singleton
public final class Scripts {
    private static final Pattern INCLUDE = Pattern.compile("(?m)^-- @include (\\S+)$");

    private final RedisLink link;

    public Scripts(RedisLink link) {
        this.link = link;
    }

    /** The script in {@code lua/<name>.lua}. */
    public Script load(String name) {
        var text = INCLUDE.matcher(read(name))
                .replaceAll(include -> Matcher.quoteReplacement(read("include/" + include.group(1))));
        return new Script(link, text);
    }

    private static String read(String name) {
        var path = "/lua/" + name + ".lua";
        try (var file = Scripts.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("Expected a script at " + path + ", but there is none");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
