package io.triggergateway.verify;

import io.triggergateway.trigger.Findings;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares the settings of an endpoint with what its provider asks for. */
final class ProviderParams {
    private ProviderParams() {}

    static void check(ProviderDocument document, Map<String, String> params, String pointer, Findings findings) {
        var known = document.params().stream().map(ProviderDocument.Param::name).collect(Collectors.toSet());
        params.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> findings.add(
                        pointer + "/" + name,
                        "Expected only what %s asks for, but found \"%s\"".formatted(document.name(), name)));
        document.params().stream()
                .filter(param -> param.required()
                        && params.getOrDefault(param.name(), "").isEmpty())
                .forEach(param -> findings.add(
                        pointer + "/" + param.name(), "Expected %s (%s)".formatted(param.name(), param.label())));
    }
}
