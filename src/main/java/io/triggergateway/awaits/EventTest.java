package io.triggergateway.awaits;

import io.triggergateway.expression.Filter;
import io.triggergateway.expression.Outcome;
import io.triggergateway.schema.PayloadSchema;
import org.jspecify.annotations.Nullable;

/** Whether an event is one that is waited for: one that does not fit the schema is another event. */
record EventTest(@Nullable Filter filter, @Nullable PayloadSchema schema) {
    boolean passes(Happened event) {
        return (filter == null || filter.test(event.variables()) instanceof Outcome.Matches)
                && (schema == null || schema.validate(event.dataJson()).isEmpty());
    }
}
