package io.triggergateway.verify;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of the inquiries about one request. */
public final class Evidence {
    /** For requests about which nobody had to be asked. */
    public static final Evidence NONE = new Evidence(Map.of());

    private final Map<Inquiry, Finding> findings;

    public Evidence(Map<Inquiry, Finding> findings) {
        this.findings = Map.copyOf(findings);
    }

    /** What came of one inquiry. */
    public sealed interface Finding {
        /**
         * Keys, each in PEM.
         *
         * @param pems may be empty: the sender publishes no such key
         */
        record Keys(List<byte[]> pems) implements Finding {
            public Keys {
                pems = List.copyOf(pems);
            }
        }

        /** A verdict of somebody else. */
        record Word(Verdict verdict) implements Finding {}

        /**
         * Nobody knows: the other side was not reached, or must not be asked.
         *
         * @param reason for the trigger's owner
         */
        record Unknown(String reason) implements Finding {}
    }

    /** Null when nobody was asked. */
    @Nullable
    Finding about(Inquiry inquiry) {
        return findings.get(inquiry);
    }
}
