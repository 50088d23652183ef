package io.triggergateway.boot;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Settings that only development mode has: a token, an encryption key and the directory of example triggers, all made
 * once and kept. Whatever is set elsewhere wins.
 */
public final class DevSettings implements ConfigSourceFactory {
    // Below application.properties, which has 250.
    private static final int ORDINAL = 50;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        // The profile alone is not enough: it can be chosen in production too.
        return LaunchMode.current() == LaunchMode.DEVELOPMENT
                        && context.getProfiles().contains("dev")
                ? List.of(new PropertiesConfigSource(settings(directory(context)), "development mode", ORDINAL))
                : List.of();
    }

    static Map<String, String> settings(DevDirectory directory) {
        var random = new SecureRandom();
        directory.secret("github", random);
        directory.secret("stripe", random);
        return Map.of(
                "gateway.auth.tokens.dev.sha256", sha256(directory.token(random)),
                "gateway.auth.tokens.dev.role", "admin",
                "gateway.secrets.keys.dev", directory.key(random),
                "gateway.files", directory.triggers().toString());
    }

    private static DevDirectory directory(ConfigSourceContext context) {
        var configured =
                Optional.ofNullable(context.getValue(DevDirectory.SETTING)).map(ConfigValue::getValue);
        return new DevDirectory(Path.of(configured.orElse(DevDirectory.DEFAULT)));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
