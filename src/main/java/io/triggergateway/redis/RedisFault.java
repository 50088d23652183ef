package io.triggergateway.redis;

import java.time.Duration;

/** Redis did not do what it was asked, or nobody knows whether it did; the caller's retry is always safe. */
public final class RedisFault extends RuntimeException {
    /** What a fault means for the one who asked. */
    public enum Kind {
        /** Not applied: out of memory, read only, too few replicas, or a failed save. */
        REFUSED(Duration.ofSeconds(30)),
        /** Not applied: loading, busy, failing over, or out of reach before anything was sent. */
        UNAVAILABLE(Duration.ofSeconds(5)),
        /** The connection broke after the command was sent: applied or not, nobody knows. */
        LOST(Duration.ofSeconds(5)),
        /** Time ran out after the command was sent: applied or not, nobody knows. */
        LATE(Duration.ofSeconds(5)),
        /** Applied, but not as durable as configured. */
        NOT_DURABLE(Duration.ofSeconds(5)),
        /** A wrong type or an error in a script: something is wrong with the data or the code. */
        BROKEN(Duration.ofSeconds(30));

        private final Duration retryAfter;

        Kind(Duration retryAfter) {
            this.retryAfter = retryAfter;
        }
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String sentence;

    RedisFault(Kind kind, String message) {
        // Without a stack trace: it is thrown per request while Redis is away, and says nothing but where we wait.
        super(message, null, false, false);
        this.kind = kind;
        this.sentence = message;
    }

    /** A fault of the conversation with Redis that no single answer tells; nothing was applied. */
    public static RedisFault unavailable(String sentence) {
        return new RedisFault(Kind.UNAVAILABLE, sentence);
    }

    public Kind kind() {
        return kind;
    }

    /** The same fault, thrown again where somebody waits. */
    RedisFault again() {
        return new RedisFault(kind, sentence);
    }

    /** True when Redis does not know a script by its digest; nothing was applied. */
    boolean isNoScript() {
        return kind == Kind.BROKEN && sentence.contains("NOSCRIPT");
    }

    /** True when the consumer group of a stream, or the stream itself, is not there; nothing was applied. */
    public boolean isNoGroup() {
        return kind == Kind.BROKEN && sentence.contains("NOGROUP");
    }

    /** True when there is still time for a second attempt, which has to be safe: perhaps the first was applied. */
    public boolean worthASecondAttempt() {
        return kind == Kind.LOST || isElsewhere();
    }

    /** True when the one who answers is no master any more: after a failover another connection finds the new one. */
    boolean isElsewhere() {
        return sentence.contains("READONLY") || sentence.contains("MASTERDOWN");
    }

    /** True when it came only after all the time that Redis or its replicas have, so that the next would wait as long. */
    public boolean tookItsTime() {
        return kind == Kind.LATE || kind == Kind.NOT_DURABLE;
    }

    /** When to try again. */
    public Duration retryAfter() {
        return kind.retryAfter;
    }

    /** Reads an error line of Redis; its first word says what it means. */
    public static RedisFault of(String errorLine) {
        var word = errorLine.split(" ", 2)[0];
        return new RedisFault(
                switch (word) {
                    case "OOM", "MISCONF", "READONLY", "NOREPLICAS" -> Kind.REFUSED;
                    case "LOADING",
                            "BUSY",
                            "MASTERDOWN",
                            "CLUSTERDOWN",
                            "TRYAGAIN",
                            "MOVED",
                            "ASK",
                            "NOAUTH",
                            "NOPERM",
                            "WRONGPASS" -> Kind.UNAVAILABLE;
                    default -> errorLine.contains("max number of clients") ? Kind.UNAVAILABLE : Kind.BROKEN;
                },
                "Redis answered: " + errorLine);
    }
}
