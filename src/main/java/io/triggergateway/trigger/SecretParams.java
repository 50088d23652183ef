package io.triggergateway.trigger;

import java.util.regex.Pattern;

/** Which of a provider's {@code params} are secrets: nobody is shown them, and they are stored as secrets are. */
public final class SecretParams {
    /** What the name of a secret one ends with, for sentences. */
    public static final String ENDINGS = "token, secret, password, passphrase or private_key";

    private static final Pattern NAME =
            Pattern.compile(".*(token|secret|password|passphrase|private_?key)", Pattern.CASE_INSENSITIVE);

    private SecretParams() {}

    /** True for a name that says so; documents of providers mark the same ones as secret. */
    public static boolean isSecret(String name) {
        return NAME.matcher(name).matches();
    }
}
