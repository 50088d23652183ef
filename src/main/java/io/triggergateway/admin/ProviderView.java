package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.verify.ProviderDocument;
import io.triggergateway.verify.UnsupportedProvider;
import java.util.Locale;

/** A provider as a document for answers. */
final class ProviderView {
    private ProviderView() {}

    static ObjectNode of(ProviderDocument provider) {
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("id", provider.id())
                .put("name", provider.name())
                .put("supported", true)
                .putNull("reason")
                .put("confidence", provider.confidence());
        provider.fieldsFromMemory().forEach(document.putArray("fieldsFromMemory")::add);
        var params = document.putArray("params");
        provider.params()
                .forEach(param -> params.addObject()
                        .put("name", param.name())
                        .put("label", param.label())
                        .put("required", param.required())
                        .put("secret", param.secret()));
        provider.needs().hosts().forEach(document.putArray("outbound")::add);
        document.set("example", example(provider));
        document.putObject("people")
                .put("secretLabel", provider.people().secretLabel())
                .put("whereToFind", provider.people().whereToFind())
                .put("enter", provider.people().enter())
                .put("link", provider.people().link());
        return document.put("expects", provider.expects());
    }

    static ObjectNode of(UnsupportedProvider provider) {
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("id", provider.id())
                .put("name", provider.name())
                .put("supported", false)
                .put("reason", provider.reason())
                .putNull("confidence");
        document.putArray("fieldsFromMemory");
        document.putArray("params");
        document.putArray("outbound");
        return document.putNull("example").putNull("people").putNull("expects");
    }

    /** A trigger that can be registered as it is, once the secret is where it says. */
    private static ObjectNode example(ProviderDocument provider) {
        var trigger = JsonNodeFactory.instance
                .objectNode()
                .put("name", provider.id() + ".received")
                .put("type", "webhook");
        var auth = trigger.putObject("endpoint")
                .put("path", "/" + provider.id())
                .putObject("auth")
                .put("type", "signature")
                .put("provider", provider.id());
        if (provider.needs().secret()) {
            auth.put("secret", "env:" + provider.id().toUpperCase(Locale.ROOT).replace('-', '_') + "_SECRET");
        }
        if (!provider.params().isEmpty()) {
            var params = auth.putObject("params");
            provider.params().forEach(param -> params.put(param.name(), "<" + param.label() + ">"));
        }
        return trigger;
    }
}
