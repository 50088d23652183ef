package io.triggergateway.schema;

import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import java.util.Locale;

/**
 * Counts the steps of one validation. Two references to a recursive schema at every level make its cost grow with the
 * power of the payload's depth, and the depth is the sender's choice.
 */
final class CountedSteps extends ExecutionContext {
    /** Some hundred milliseconds when all are used; a payload of the most tokens takes a few for each. */
    private static final int STEPS = 1_000_000;

    private int taken;

    /** @param formats whether {@code format} is asserted; patterns in a schema have a check with a better sentence */
    CountedSteps(boolean formats) {
        super(ExecutionConfig.builder()
                .formatAssertionsEnabled(formats)
                .locale(Locale.ENGLISH)
                .build());
    }

    @Override
    public void evaluationPathAddLast(String token) {
        count();
        super.evaluationPathAddLast(token);
    }

    @Override
    public void evaluationPathAddLast(int index) {
        count();
        super.evaluationPathAddLast(index);
    }

    private void count() {
        if (++taken > STEPS) {
            throw new Exceeded();
        }
    }

    /** Ends a validation from within; it never leaves this package. */
    static final class Exceeded extends RuntimeException {
        private Exceeded() {
            super("cost limit", null, false, false);
        }
    }
}
