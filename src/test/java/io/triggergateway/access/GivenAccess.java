package io.triggergateway.access;

import java.util.Map;

/** Configuration as values. */
final class GivenAccess {
    private GivenAccess() {}

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
}
