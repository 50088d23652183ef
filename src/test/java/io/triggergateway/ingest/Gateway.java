package io.triggergateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.registry.FlowRegistrar;
import io.triggergateway.registry.Registrar;
import io.triggergateway.registry.Registration;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What tests do to a running gateway: register, sign, and read the hand-off. */
@Singleton
final class Gateway {
    static final String SECRET = "it is a secret to everybody";
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Registrar registrar;
    private final FlowRegistrar flows;
    private final RedisLink redis;

    Gateway(Registrar registrar, FlowRegistrar flows, RedisLink redis) {
        this.registrar = registrar;
        this.flows = flows;
        this.redis = redis;
    }

    /** Registers a trigger written as YAML, and a flow {@code <name>-flow} for it. */
    void register(String yaml) {
        var document = read(yaml);
        var name = document.required("name").textValue();
        assertThat(registrar.replace(name, document, null)).isInstanceOf(Registration.Done.class);
        subscribe(name, name + "-flow", "{}");
    }

    void subscribe(String trigger, String flow, String yaml) {
        assertThat(flows.subscribe(trigger, flow, read(yaml))).isInstanceOf(Registration.FlowDone.class);
    }

    void enable(String trigger, boolean on) {
        assertThat(registrar.enable(trigger, on)).isInstanceOf(Registration.Done.class);
    }

    /** A file with {@link #SECRET}, as triggers refer to it. */
    static String secretFile() {
        try {
            var file =
                    Files.createDirectories(Path.of("target", "test-secrets")).resolve("github");
            Files.writeString(file, SECRET);
            return "file:" + file;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** The header value that GitHub would send. */
    static String sign(byte[] body) {
        return sign(SECRET, body);
    }

    static String sign(String secret, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The messages that a trigger has caused, oldest first. */
    List<Map<String, String>> messages(String trigger) {
        return redis.call("XRANGE", "tg:{0}:handoff", "-", "+").items().stream()
                .map(entry -> fields(entry.at(1)))
                .filter(fields -> trigger.equals(fields.get("trigger")))
                .toList();
    }

    /** Every key that belongs to one trigger. */
    Set<String> keys(String trigger) {
        return redis.call("KEYS", "*" + trigger + "*").items().stream()
                .map(Reply::text)
                .collect(Collectors.toSet());
    }

    private static Map<String, String> fields(Reply flat) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put(flat.at(i).text(), flat.at(i + 1).text());
        }
        return fields;
    }

    static JsonNode read(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    static ObjectNode json(String text) {
        return (ObjectNode) read(text);
    }
}
