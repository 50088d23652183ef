package io.triggergateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.GivenFault;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who comes while Redis is busy waits for those before, and not for long. */
class AcceptQueueTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final List<Promise<Reply>> calls = new ArrayList<>();

    @AfterEach
    void ends() {
        vertx.close();
    }

    @Test
    void makesTwoCallsAtATime() {
        var queue = queue(HOUR);

        addAll(queue, 4);

        assertThat(calls).hasSize(2);
    }

    @Test
    void sendsTogetherWhatHasComeWhenACallReturns() {
        var queue = queue(HOUR);
        var answers = addAll(queue, 6);

        onLoop(() -> calls.getFirst().tryFail(GivenFault.of(RedisFault.Kind.LOST)));

        assertThat(calls).hasSize(3);
        assertThat(answers.getFirst().failed()).isTrue();
        assertThat(answers.subList(1, 6)).noneMatch(Future::isComplete);
    }

    @Test
    void refusesWhatHasWaitedForTooLong() {
        var queue = queue(Duration.ofNanos(-1));

        var answers = addAll(queue, 1);

        assertThat(calls).isEmpty();
        assertThat(kind(answers.getFirst())).isEqualTo(RedisFault.Kind.UNAVAILABLE);
    }

    @ParameterizedTest
    @EnumSource(names = {"LATE", "NOT_DURABLE"})
    void refusesThoseBehindACallThatTookAllItsTime(RedisFault.Kind kind) {
        var queue = queue(HOUR);
        var answers = addAll(queue, 4);

        onLoop(() -> calls.getFirst().tryFail(GivenFault.of(kind)));

        assertThat(calls).hasSize(2);
        assertThat(kind(answers.get(0))).isEqualTo(kind);
        assertThat(answers.get(1).isComplete()).isFalse();
        assertThat(kind(answers.get(2))).isEqualTo(RedisFault.Kind.UNAVAILABLE);
        assertThat(kind(answers.get(3))).isEqualTo(RedisFault.Kind.UNAVAILABLE);
    }

    @Test
    void goesOnAfterEveryFault() {
        var queue = queue(HOUR);
        addAll(queue, 3);
        onLoop(() -> List.copyOf(calls).forEach(call -> call.tryFail(GivenFault.of(RedisFault.Kind.LATE))));

        addAll(queue, 2);

        assertThat(calls).hasSize(4);
    }

    private AcceptQueue queue(Duration patience) {
        return new AcceptQueue(
                context,
                batch -> {
                    Promise<Reply> call = Promise.promise();
                    calls.add(call);
                    return call.future();
                },
                patience);
    }

    /** Each in a turn of its own. */
    private List<Future<Reply>> addAll(AcceptQueue queue, int count) {
        var answers = new ArrayList<Future<Reply>>();
        for (int i = 0; i < count; i++) {
            answers.add(onLoop(() -> queue.add(List.of("occurrence"))));
        }
        onLoop(() -> true);
        return answers;
    }

    private <T> T onLoop(Supplier<T> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(turn -> done.complete(work.get()));
        return RedisLink.await(done.future());
    }

    private void onLoop(Runnable work) {
        onLoop(() -> {
            work.run();
            return true;
        });
    }

    private static RedisFault.Kind kind(Future<Reply> answer) {
        return ((RedisFault) answer.cause()).kind();
    }
}
