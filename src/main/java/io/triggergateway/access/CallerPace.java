package io.triggergateway.access;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose caller takes too long over a head or a body, or does not read. Idle time alone is not enough:
 * one byte now and then would keep it open for ever. Everything happens on the connection's event loop.
 */
final class CallerPace extends ChannelDuplexHandler {
    /** Who takes as much of an answer within the time is slow, but reads. */
    private static final long READS_ON = 64 * 1024;

    private final Duration headerTimeout;
    private final Duration answerTimeout;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ScheduledFuture<?> head;
    private @Nullable ScheduledFuture<?> body;
    private @Nullable ScheduledFuture<?> answer;
    private boolean busy;
    private boolean wantsMore;
    private long unread;

    CallerPace(Duration headerTimeout, Duration answerTimeout) {
        this.headerTimeout = headerTimeout;
        this.answerTimeout = answerTimeout;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        expectHead(active);
        active.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object bytes) {
        expectHead(reading);
        reading.fireChannelRead(bytes);
    }

    /** Whoever does not take answers may ask for nothing more: they would pile up here. */
    @Override
    public void read(ChannelHandlerContext reading) {
        if (reading.channel().isWritable()) {
            reading.read();
        } else {
            wantsMore = true;
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        answer = stop(answer);
        if (!changed.channel().isWritable()) {
            expectReader(changed);
        } else if (wantsMore) {
            wantsMore = false;
            changed.read();
        }
        changed.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext closed) {
        head = stop(head);
        body = stop(body);
        answer = stop(answer);
        closed.fireChannelInactive();
    }

    /** The head of a request is there. */
    void begin() {
        busy = true;
        head = stop(head);
        body = stop(body);
    }

    /** Its body has so long. */
    void expectBody(Duration time, BooleanSupplier isThere) {
        var here = context;
        if (here != null) {
            body = after(time, here, () -> {
                if (!isThere.getAsBoolean()) {
                    here.close();
                }
            });
        }
    }

    /** The answer is given, and what comes next is another request, or the rest of a body that nobody wanted. */
    void end() {
        busy = false;
    }

    private void expectHead(ChannelHandlerContext here) {
        if (!busy && head == null) {
            head = after(headerTimeout, here, here::close);
        }
    }

    private void expectReader(ChannelHandlerContext here) {
        unread = unread(here);
        answer = after(answerTimeout, here, () -> {
            if (unread(here) > unread - READS_ON) {
                here.close();
            } else {
                expectReader(here);
            }
        });
    }

    private static long unread(ChannelHandlerContext here) {
        var waiting = here.channel().unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    private static ScheduledFuture<?> after(Duration time, ChannelHandlerContext here, Runnable deed) {
        return here.executor().schedule(deed, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static @Nullable ScheduledFuture<?> stop(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
        return null;
    }
}
