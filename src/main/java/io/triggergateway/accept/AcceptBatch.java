package io.triggergateway.accept;

import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.Reply;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Occurrences that one call of the door's script lets in, each with an answer of its own. Used by one thread only. */
final class AcceptBatch {
    private static final String ERROR = "error";

    /** Redis does nothing else during a call. */
    private static final int MOST_OCCURRENCES = 64;

    private static final long MOST_BYTES = 256 * 1024;

    private final List<Object> arguments = new ArrayList<>();
    private final List<Promise<Reply>> answers = new ArrayList<>();
    private final long since = System.nanoTime();
    private long bytes;

    /** Takes what the door reads of an occurrence. */
    Future<Reply> add(List<Object> occurrence) {
        Promise<Reply> answer = Promise.promise();
        answers.add(answer);
        arguments.addAll(occurrence);
        bytes += bytes(occurrence);
        return answer.future();
    }

    private static long bytes(List<Object> occurrence) {
        return occurrence.stream()
                .mapToLong(argument -> argument instanceof byte[] bytes ? bytes.length : 0)
                .sum();
    }

    boolean isFull() {
        return answers.size() >= MOST_OCCURRENCES || bytes >= MOST_BYTES;
    }

    /** True when its first occurrence has waited for longer than that. */
    boolean hasWaited(Duration patience) {
        return System.nanoTime() - since > patience.toNanos();
    }

    /** What {@code accept.lua} reads. */
    List<Object> arguments() {
        var all = new ArrayList<>(arguments.size() + 1);
        all.add(answers.size());
        all.addAll(arguments);
        return all;
    }

    /** Gives each the answer that the script has for it, or all of them the fault of the call. */
    void settle(AsyncResult<Reply> replies) {
        if (replies.failed()) {
            fail(replies.cause());
            return;
        }
        for (int i = 0; i < answers.size(); i++) {
            settle(answers.get(i), replies.result().at(i));
        }
    }

    private static void settle(Promise<Reply> answer, Reply reply) {
        if (reply.at(0).text().equals(ERROR)) {
            answer.fail(RedisFault.of(reply.at(1).text()));
        } else {
            answer.complete(reply);
        }
    }

    void fail(Throwable fault) {
        answers.forEach(answer -> answer.fail(fault));
    }
}
