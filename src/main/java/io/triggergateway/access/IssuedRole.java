package io.triggergateway.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What an issuer says of a user, in words of the gateway. */
final class IssuedRole {
    /** Keeps the issuer's users apart from the gateway's own tokens, whose names have no colon. */
    private static final String PREFIX = "jwt:";

    private static final int LONGEST = 124;

    private IssuedRole() {}

    /** The highest role that one of the claim's values gives; a text counts as a list with spaces between. */
    static Optional<Role> of(JsonNode claim, Map<String, Role> roles) {
        return values(claim).filter(roles::containsKey).map(roles::get).max(Comparator.naturalOrder());
    }

    /** The name under which the user appears, without characters that could forge a line. */
    static String name(String claim) {
        var cut = claim.length() > LONGEST ? claim.substring(0, LONGEST) : claim;
        return PREFIX + cut.replaceAll("[^A-Za-z0-9._:@+-]", "_");
    }

    private static Stream<String> values(JsonNode claim) {
        return claim.isArray()
                ? claim.valueStream().filter(JsonNode::isTextual).map(JsonNode::textValue)
                : Stream.concat(
                        Stream.of(claim.asText("")), List.of(claim.asText("").split(" ")).stream());
    }
}
