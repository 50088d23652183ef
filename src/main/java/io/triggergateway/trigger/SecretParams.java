package io.triggergateway.trigger;

/** Which of a provider's {@code params} nobody may be shown. */
public final class SecretParams {
    private SecretParams() {}

    /** True for a name that says so; documents of providers mark the same ones as secret. */
    public static boolean isSecret(String name) {
        return name.endsWith("_token") || name.endsWith("_secret") || name.endsWith("password");
    }
}
