package io.triggergateway.access;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where tokens are listed, handed out and taken back. Every method waits; for virtual threads. */
@Singleton
public final class TokenDesk {
    private final Tokens tokens;
    private final TokenStore store;
    private final TokenUses uses;

    TokenDesk(Tokens tokens, TokenStore store, TokenUses uses) {
        this.tokens = tokens;
        this.store = store;
        this.uses = uses;
    }

    /**
     * A token in a list.
     *
     * @param configured whether the configuration has it, so that only the configuration can take it away
     * @param createdAt null for one that is configured
     * @param expiresAt null for one that lasts
     * @param lastUsedAt to the minute; null for one that was never used
     */
    public record Listed(
            String name,
            Role role,
            boolean configured,
            @Nullable Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    /** What came of a wish for a token. */
    public sealed interface Issue {
        /** Made; {@code secret} is shown this one time. */
        record Done(String secret) implements Issue {
            /** Never shows the secret. */
            @Override
            public String toString() {
                return "a token";
            }
        }

        record Taken() implements Issue {}

        record Full() implements Issue {}
    }

    /** What came of taking one back. */
    public enum Removal {
        DONE,
        NOT_FOUND,
        CONFIGURED
    }

    /** All of them, by name. */
    public List<Listed> list() {
        var used = uses.all();
        var all = new ArrayList<Listed>();
        tokens.configured()
                .forEach(token ->
                        all.add(new Listed(token.name(), token.role(), true, null, null, used.get(token.name()))));
        store.all().stream()
                .map(token -> new Listed(
                        token.name(),
                        token.role(),
                        false,
                        token.createdAt(),
                        token.expiresAt(),
                        used.get(token.name())))
                .forEach(all::add);
        all.sort(Comparator.comparing(Listed::name));
        return all;
    }

    /** One of them; empty when there is none of that name. */
    public Optional<Listed> find(String name) {
        return list().stream().filter(token -> token.name().equals(name)).findFirst();
    }

    /** Makes one. This replica knows it at once, the others within two seconds. */
    public Issue issue(NewToken wanted) {
        if (isConfigured(wanted.name())) {
            return new Issue.Taken();
        }
        if (store.isFull()) {
            return new Issue.Full();
        }
        var secret = store.create(wanted.name(), wanted.role(), wanted.expiresAt());
        tokens.refresh();
        return secret.<Issue>map(Issue.Done::new).orElseGet(Issue.Taken::new);
    }

    /** Takes one back, and with it the logins made with it. This replica refuses it at once, the others within two seconds. */
    public Removal remove(String name) {
        if (isConfigured(name)) {
            return Removal.CONFIGURED;
        }
        if (!store.remove(name)) {
            return Removal.NOT_FOUND;
        }
        tokens.refresh();
        uses.forget(name);
        return Removal.DONE;
    }

    private boolean isConfigured(String name) {
        Predicate<Caller> isMeant = token -> token.name().equals(name);
        return tokens.configured().stream().anyMatch(isMeant);
    }
}
