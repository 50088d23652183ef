package io.triggergateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.TriggerReader;
import java.util.Objects;

/** Triggers as if they came from a file, where tests have no directory of files. */
public final class GivenStatic {
    private GivenStatic() {}

    public static void put(Registrar registrar, JsonNode document, String file) {
        var trigger = Objects.requireNonNull(TriggerReader.read(document, new Findings()));
        assertThat(registrar.putStatic(trigger, file)).isInstanceOf(Registration.Done.class);
    }

    public static void remove(Registrar registrar, Registry registry, String name) {
        registrar.remove(registry.find(name).orElseThrow().stored());
    }
}
