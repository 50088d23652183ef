package io.triggergateway.secret;

import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Secret;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Protects secrets before they are stored, and opens them for verification. */
@Singleton
public final class Secrets {
    private static final String ENV = "env:";
    private static final String FILE = "file:";

    private final KeyRing keys;
    private final Environment environment;
    private final Clock clock;

    /** Fails with a sentence that names the setting when the keys are wrong. */
    public Secrets(SecretConfig config, SecureRandom random, Clock clock, Environment environment) {
        this.keys = new KeyRing(config, random);
        this.clock = clock;
        this.environment = environment;
    }

    /** False when no key is configured; then only {@code env:} and {@code file:} secrets can be stored. */
    public boolean canEncrypt() {
        return keys.canEncrypt();
    }

    /**
     * Keys for another purpose, one of each configured key, that of the primary one first; empty without any.
     *
     * @param purpose tells them from those of other purposes
     */
    public List<byte[]> derivedKeys(String purpose) {
        return keys.derived(purpose);
    }

    /** The ids of the keys under which nothing is encrypted any more; empty without a primary one. */
    public List<String> olderKeys() {
        return keys.older();
    }

    /** The id of the key that has encrypted a stored secret; empty for a reference. */
    public static Optional<String> keyOf(Secret stored) {
        return KeyRing.keyOf(stored.value());
    }

    /**
     * A secret as it may be stored: references as they are, plain values encrypted for {@code owner}. When it cannot be
     * stored the findings say why, and the secret comes back masked.
     *
     * @param owner what the value belongs to, such as {@code trigger/<name>}; the same is needed to open it
     */
    public Secret protect(Secret plain, String owner, String pointer, Findings findings) {
        var value = plain.value();
        if (value.startsWith(ENV) || value.startsWith(FILE)) {
            return plain;
        }
        if (value.startsWith(KeyRing.PREFIX)) {
            return protectEncrypted(plain, owner, pointer, findings);
        }
        if (value.isEmpty() || value.equals(Secret.MASK)) {
            findings.add(
                    pointer, "Expected a secret, but it is empty or '%s' where none is stored".formatted(Secret.MASK));
            return plain.withValue(Secret.MASK);
        }
        if (!keys.canEncrypt()) {
            findings.add(
                    pointer,
                    "Expected a key to encrypt this secret with, but there is none: set gateway.secrets.keys.<id> to base64 of 32 random bytes, or use env: or file:");
            return plain.withValue(Secret.MASK);
        }
        return plain.withValue(keys.encrypt(value, owner));
    }

    /** Whether a stored secret is encrypted and has this value, so that writing it again changes nothing. */
    public boolean holds(Secret stored, String plain, String owner) {
        return stored.value().startsWith(KeyRing.PREFIX)
                && keys.decrypt(stored.value(), owner) instanceof Decrypted.Opened(var value)
                && MessageDigest.isEqual(value, plain.getBytes(StandardCharsets.UTF_8));
    }

    /** The same secret under the primary key; as it is when it already is, is a reference, or does not open. */
    public Secret reencrypt(Secret stored, String owner) {
        var value = stored.value();
        if (!value.startsWith(KeyRing.PREFIX) || !keys.isOutdated(value)) {
            return stored;
        }
        return switch (keys.decrypt(value, owner)) {
            case Decrypted.Opened(var plain) ->
                stored.withValue(keys.encrypt(new String(plain, StandardCharsets.UTF_8), owner));
            case Decrypted.Failed ignored -> stored;
        };
    }

    /**
     * The values of stored secrets, in their order. One that this replica lacks or cannot open is left out, and the
     * findings have it as unavailable.
     *
     * @param pointer of the one secret, or of the list when there are several
     */
    public Credentials open(List<Secret> secrets, String owner, String pointer, Findings findings) {
        var opened = new ArrayList<OpenedSecrets.Opened>();
        for (int index = 0; index < secrets.size(); index++) {
            var secret = secrets.get(index);
            var place = secrets.size() == 1 ? pointer : pointer + "/" + index;
            var source = source(secret.value(), owner, place, findings);
            if (source != null) {
                opened.add(new OpenedSecrets.Opened(index, secret, source));
            }
        }
        return new OpenedSecrets(opened);
    }

    private Secret protectEncrypted(Secret secret, String owner, String pointer, Findings findings) {
        return switch (keys.decrypt(secret.value(), owner)) {
            case Decrypted.Opened ignored -> secret;
            case Decrypted.Failed(var reason) -> {
                findings.add(pointer, reason);
                yield secret.withValue(Secret.MASK);
            }
        };
    }

    private OpenedSecrets.@Nullable Source source(String value, String owner, String pointer, Findings findings) {
        if (value.startsWith(ENV)) {
            return environment(value.substring(ENV.length()), pointer, findings);
        }
        if (value.startsWith(FILE)) {
            return file(value.substring(FILE.length()), pointer, findings);
        }
        if (value.startsWith(KeyRing.PREFIX)) {
            return encrypted(value, owner, pointer, findings);
        }
        return fixed(value.getBytes(StandardCharsets.UTF_8));
    }

    private OpenedSecrets.@Nullable Source environment(String name, String pointer, Findings findings) {
        var value = name.isEmpty() ? null : environment.get(name);
        if (value == null || value.isEmpty()) {
            findings.addUnavailable(
                    pointer,
                    "Expected the environment variable '%s' to hold a secret, but it is missing or empty"
                            .formatted(name));
            return null;
        }
        return fixed(value.getBytes(StandardCharsets.UTF_8));
    }

    private OpenedSecrets.@Nullable Source file(String path, String pointer, Findings findings) {
        return switch (SecretFile.open(path, clock.instant())) {
            case SecretFile.Content.Readable(var file) -> now -> file.value(clock.instant());
            case SecretFile.Content.Unreadable(var reason) -> {
                findings.addUnavailable(pointer, reason);
                yield null;
            }
        };
    }

    private OpenedSecrets.@Nullable Source encrypted(String value, String owner, String pointer, Findings findings) {
        return switch (keys.decrypt(value, owner)) {
            case Decrypted.Opened(var plain) -> fixed(plain);
            case Decrypted.Failed(var reason) -> {
                findings.addUnavailable(pointer, reason);
                yield null;
            }
        };
    }

    private static OpenedSecrets.Source fixed(byte[] value) {
        return now -> value;
    }
}
