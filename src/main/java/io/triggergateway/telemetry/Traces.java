package io.triggergateway.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Begins traces; without a collector in the configuration nothing of the library is loaded. */
@Singleton
public final class Traces {
    private static final int TRACE_ID = 3;
    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;
    private static final int SECONDS_TO_SEND = 2;

    private final Clock clock;
    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;

    Traces(TracesConfig config, Clock clock) {
        this.clock = clock;
        provider = config.endpoint()
                .map(endpoint -> provider(endpoint, config.ratio()))
                .orElse(null);
        tracer = provider == null ? null : provider.get("io.triggergateway");
    }

    private static SdkTracerProvider provider(String endpoint, double ratio) {
        var exporter = OtlpHttpSpanExporter.builder().setEndpoint(endpoint).build();
        var name = Attributes.of(AttributeKey.stringKey("service.name"), "trigger-gateway");
        return SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(name)))
                .setSampler(Sampler.traceIdRatioBased(ratio))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build();
    }

    /** Begins one for a webhook that comes in; {@code incoming} are the values of its header {@code traceparent}. */
    public Trace begin(String method, List<String> incoming) {
        return tracer == null ? Trace.OFF : new SpanTrace(tracer, clock, parent(Traceparent.of(incoming)), method);
    }

    /** Sends what has ended, and waits a moment for it. */
    public void flush() {
        if (provider != null) {
            provider.forceFlush().join(SECONDS_TO_SEND, TimeUnit.SECONDS);
        }
    }

    @PreDestroy
    void stop() {
        if (provider != null) {
            provider.shutdown().join(SECONDS_TO_SEND, TimeUnit.SECONDS);
        }
    }

    private static Context parent(@Nullable String traceparent) {
        if (traceparent == null) {
            return Context.root();
        }
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(
                        traceparent.substring(TRACE_ID, SPAN_ID - 1),
                        traceparent.substring(SPAN_ID, FLAGS - 1),
                        TraceFlags.fromHex(traceparent, FLAGS),
                        TraceState.getDefault())));
    }
}
