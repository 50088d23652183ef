package io.triggergateway.access;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.triggergateway.HandMovedClock;
import io.triggergateway.evidence.GivenInquirer;
import io.triggergateway.outbound.Outbound;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.registry.GivenPublicUrl;
import io.triggergateway.verify.Outside;
import io.triggergateway.verify.ProviderCatalogue;
import io.triggergateway.verify.Verifiers;
import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** Configuration as values, and the parts of the gate put together. */
final class GivenAccess {
    static final int ALLOWED = 20;
    static final int ALLOWED_IN_ALL = 50;
    static final Duration LIFETIME = Duration.ofHours(12);
    static final Duration IDLE = Duration.ofHours(1);

    private static final ProviderCatalogue CATALOGUE = ProviderCatalogue.load(null);

    final HandMovedClock clock;
    final TokenStore store;
    final Tokens tokens;
    final TokenUses uses;
    final Sessions sessions;
    final Failures failures;
    final OwnOrigin origin = new OwnOrigin(GivenPublicUrl.of("https://hooks.example.com"));
    final ClientAddress addresses = new ClientAddress(proxies());
    final Credentials credentials;
    final AccessGate gate;

    GivenAccess(RedisLink redis, AccessConfig config) {
        this(redis, config, issued(Map.of()), new HandMovedClock());
    }

    GivenAccess(RedisLink redis, AccessConfig config, IssuedTokens issued, HandMovedClock clock) {
        this.clock = clock;
        failures = new Failures(failures(), clock);
        var keys = new Keys("tg", 1);
        store = new TokenStore(redis, keys, new SecureRandom(), clock);
        tokens = new Tokens(config, store, clock);
        uses = new TokenUses(redis, keys, clock);
        sessions = new Sessions(redis, keys, tokens, sessions(), new SecureRandom(), clock);
        credentials = new Credentials(tokens, uses, issued, sessions, origin, failures, addresses);
        gate = new AccessGate(
                config, credentials, failures, addresses, onePort(), connections(), new BytesInFlight(limits()));
    }

    static AccessConfig of(Map<String, AccessConfig.Token> tokens) {
        return new AccessConfig() {
            @Override
            public Map<String, Token> tokens() {
                return tokens;
            }

            @Override
            public boolean openMetrics() {
                return false;
            }

            @Override
            public Role payloadRole() {
                return Role.VIEWER;
            }
        };
    }

    static AccessConfig.Token token(String sha256, Role role) {
        return new AccessConfig.Token() {
            @Override
            public String sha256() {
                return sha256;
            }

            @Override
            public Role role() {
                return role;
            }
        };
    }

    static IssuedTokens issued(Map<String, String> settings) {
        var clock = new HandMovedClock();
        var verifiers = new Verifiers(CATALOGUE, Outside.NOTHING, clock);
        return new IssuedTokens(config(IssuerConfig.class, settings), verifiers, GivenInquirer.ofNobody(), clock);
    }

    /** The same with an issuer that is asked for its keys. */
    static IssuedTokens issued(Map<String, String> settings, Outbound outbound, Clock clock) {
        var outside = new Outside() {
            @Override
            public @Nullable String refusal(URI url) {
                return outbound.refusal(url);
            }

            @Override
            public boolean hasVerifier(String name) {
                return false;
            }
        };
        return new IssuedTokens(
                config(IssuerConfig.class, settings),
                new Verifiers(CATALOGUE, outside, clock),
                GivenInquirer.of(outbound, clock),
                clock);
    }

    private static AdminPort onePort() {
        var config = config(AdminConfig.class, Map.of());
        return new AdminPort(config, null, new MemorySize(BigInteger.TWO), 1, Duration.ZERO);
    }

    static LimitsConfig limits() {
        return config(LimitsConfig.class, Map.of());
    }

    private static Connections connections() {
        return new Connections(limits(), proxies(), Integer.MAX_VALUE);
    }

    static ProxyConfig proxies(String... proxies) {
        return () -> Optional.of(List.of(proxies));
    }

    static FailureConfig failures() {
        return failures(ALLOWED, ALLOWED_IN_ALL);
    }

    static FailureConfig failures(int perAddress, int inAll) {
        return config(
                FailureConfig.class,
                Map.of(
                        "gateway.auth.failures.per-address", Integer.toString(perAddress),
                        "gateway.auth.failures.in-all", Integer.toString(inAll)));
    }

    private static SessionConfig sessions() {
        return config(
                SessionConfig.class, Map.of("gateway.auth.session.lifetime", "12h", "gateway.auth.session.idle", "1h"));
    }

    private static <T> T config(Class<T> type, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withConverters(new Converter<?>[] {new DurationConverter()})
                .withMapping(type)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(type);
    }
}
