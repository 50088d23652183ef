package io.triggergateway.verify;

/** A credential that stands in one header, once. */
sealed interface OneHeader {
    record Found(String value) implements OneHeader {}

    record Refused(Verdict.Refused verdict) implements OneHeader {}

    /** The rest after a prefix in lower case, whatever the case it was sent in. */
    static OneHeader of(InboundRequest request, String name, String prefix) {
        var values = request.header(name);
        if (values.size() > 1) {
            return new Refused(Refusals.repeated("the header " + name));
        }
        if (values.isEmpty() || values.getFirst().isEmpty()) {
            return new Refused(Refusals.missing("the header " + name));
        }
        var value = values.getFirst();
        return value.regionMatches(true, 0, prefix, 0, prefix.length()) && value.length() > prefix.length()
                ? new Found(value.substring(prefix.length()))
                : new Refused(Refusals.because("Expected the header %s to start with \"%s\" and go on, but it does not"
                        .formatted(name, prefix.trim())));
    }
}
