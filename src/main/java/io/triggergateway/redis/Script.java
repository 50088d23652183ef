package io.triggergateway.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/**
 * One atomic operation: a Lua file, sent by its digest. A Redis that does not know the digest (restarted, failed over,
 * flushed) is sent the whole text.
 */
public final class Script {
    private final RedisLink link;
    private final String text;
    private final String digest;

    Script(RedisLink link, String text) {
        this.link = link;
        this.text = text;
        this.digest = sha1(text);
    }

    /**
     * Runs it.
     *
     * @param keys all with the same hash tag
     * @param arguments texts, numbers and byte arrays
     */
    public Future<Reply> run(List<String> keys, List<?> arguments) {
        return orWithItsText(
                link.send(keys.getFirst(), request(Command.EVALSHA, digest, keys, arguments)),
                () -> link.send(keys.getFirst(), request(Command.EVAL, text, keys, arguments)));
    }

    /** Like {@link #run}, and then waits until so many replicas have it. */
    public Future<Reply> runAndWait(List<String> keys, List<?> arguments, int replicas) {
        return orWithItsText(
                link.sendAndWait(keys.getFirst(), request(Command.EVALSHA, digest, keys, arguments), replicas),
                () -> link.sendAndWait(keys.getFirst(), request(Command.EVAL, text, keys, arguments), replicas));
    }

    /** Runs it and waits for the answer; for virtual threads. */
    public Reply call(List<String> keys, List<?> arguments) {
        return RedisLink.await(run(keys, arguments));
    }

    private static Future<Reply> orWithItsText(Future<Reply> byDigest, Supplier<Future<Reply>> byText) {
        return byDigest.recover(failure -> failure instanceof RedisFault fault && fault.isNoScript()
                ? byText.get()
                : Future.failedFuture(failure));
    }

    private static Request request(Command command, String script, List<String> keys, List<?> arguments) {
        var request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        RedisLink.append(request, arguments);
        return request;
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
