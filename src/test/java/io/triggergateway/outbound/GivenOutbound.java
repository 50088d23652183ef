package io.triggergateway.outbound;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.spi.Converter;

/** Settings and answers for tests of calls. */
public final class GivenOutbound {
    private GivenOutbound() {}

    /** Keys without their prefix. */
    public static OutboundConfig config(Map<String, String> settings) {
        var prefixed = new HashMap<String, String>();
        settings.forEach((key, value) -> prefixed.put("gateway.outbound." + key, value));
        return new SmallRyeConfigBuilder()
                .withConverters(new Converter<?>[] {new DurationConverter()})
                .withMapping(OutboundConfig.class)
                .withDefaultValues(prefixed)
                .build()
                .getConfigMapping(OutboundConfig.class);
    }

    static HostResolver always(String... addresses) {
        return host -> addresses(addresses);
    }

    static List<InetAddress> addresses(String... texts) throws UnknownHostException {
        var addresses = new InetAddress[texts.length];
        for (var at = 0; at < texts.length; at++) {
            addresses[at] = InetAddress.getByName(texts[at]);
        }
        return List.of(addresses);
    }

    public static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        } catch (TimeoutException never) {
            throw new AssertionError("Expected an end of the call, but it never came", never);
        }
    }

    /** The sentence of a call that failed. */
    static String faultOf(Future<?> future) throws Exception {
        try {
            throw new AssertionError("Expected a fault, but got " + await(future));
        } catch (OutboundFault fault) {
            return fault.getMessage();
        }
    }
}
