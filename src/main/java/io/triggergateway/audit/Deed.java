package io.triggergateway.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is about to do.
 *
 * @param who the name of the caller, never the credential
 * @param role the caller's role
 * @param address from where, as far as trusted proxies know
 * @param what verb and noun, such as {@code disable trigger}
 * @param name of the thing; empty when it is not known yet
 * @param before the thing as it is shown to people, without secrets; null when it is none or not there
 */
public record Deed(
        Instant time,
        String who,
        String role,
        String address,
        String what,
        String name,
        @Nullable JsonNode before) {}
