package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Writes {@code endpoint}. */
final class EndpointWriter {
    private EndpointWriter() {}

    /** The prefix is always written: a path may begin with the same word itself. */
    static ObjectNode write(Endpoint endpoint, UnaryOperator<Secret> shown) {
        var written = JsonNodeFactory.instance.objectNode().put("path", EndpointPath.PREFIX + endpoint.path());
        putMethods(written, endpoint.methods());
        TriggerWriter.putIfAny(written, "events", endpoint.events());
        written.set("auth", AuthWriter.write(endpoint.auth(), shown));
        TriggerWriter.putIfSet(written, "publicUrl", endpoint.publicUrl());
        if (endpoint.cors() != null) {
            var origins = written.putObject("cors").putArray("origins");
            endpoint.cors().origins().forEach(origins::add);
        }
        if (endpoint.response() != null) {
            written.set("response", response(endpoint.response()));
        }
        return written;
    }

    private static void putMethods(ObjectNode written, Set<String> methods) {
        if (methods.size() == 1) {
            methods.stream()
                    .filter(method -> !EndpointReader.STANDARD_METHODS.contains(method))
                    .forEach(method -> written.put("method", method));
        } else {
            new TreeSet<>(methods).forEach(written.putArray("method")::add);
        }
    }

    private static ObjectNode response(Endpoint.Response response) {
        var written = JsonNodeFactory.instance.objectNode().put("status", response.status());
        if (!response.headers().isEmpty()) {
            var headers = written.putObject("headers");
            new TreeMap<>(response.headers()).forEach(headers::put);
        }
        TriggerWriter.putIfSet(written, "body", response.body());
        return written;
    }
}
