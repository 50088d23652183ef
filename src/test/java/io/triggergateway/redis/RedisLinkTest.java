package io.triggergateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisLinkTest {
    @TempDir
    Path directory;

    @Test
    void sendsNothingOnceItIsClosed() {
        var redis = EmbeddedRedis.start(directory, 0);
        var vertx = Vertx.vertx();
        try {
            var link = RedisLink.to(vertx, redis.address(), Duration.ofSeconds(5));
            assertThat(link.call("PING").text()).isEqualTo("PONG");
            link.close();

            var fault = catchThrowableOfType(RedisFault.class, () -> link.call("PING"));
            assertThat(fault.kind()).isEqualTo(RedisFault.Kind.UNAVAILABLE);
            assertThat(fault).hasMessage("The gateway is stopping");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            redis.stop();
        }
    }
}
