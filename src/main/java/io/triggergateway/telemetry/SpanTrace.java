package io.triggergateway.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request as a span, its steps as spans below it. */
final class SpanTrace implements Trace {
    private static final int SERVER_ERROR = 500;

    private final Tracer tracer;
    private final Clock clock;
    private final Span span;
    private final Context context;

    SpanTrace(Tracer tracer, Clock clock, Context parent, String method) {
        this.tracer = tracer;
        this.clock = clock;
        span = tracer.spanBuilder("webhook")
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", method)
                .startSpan();
        context = parent.with(span);
    }

    @Override
    public String handOn(@Nullable String incoming) {
        var own = span.getSpanContext();
        return "00-%s-%s-%s"
                .formatted(
                        own.getTraceId(), own.getSpanId(), own.getTraceFlags().asHex());
    }

    @Override
    public void step(String name, long startNanos) {
        var now = clock.instant();
        tracer.spanBuilder(name)
                .setParent(context)
                .setStartTimestamp(before(now, System.nanoTime() - startNanos))
                .startSpan()
                .end(now);
    }

    @Override
    public void end(String trigger, String outcome, int status) {
        span.setAttribute("trigger_gateway.trigger", trigger)
                .setAttribute("trigger_gateway.outcome", outcome)
                .setAttribute("http.response.status_code", status);
        if (status >= SERVER_ERROR) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    private static Instant before(Instant now, long nanos) {
        return now.minusNanos(nanos);
    }
}
