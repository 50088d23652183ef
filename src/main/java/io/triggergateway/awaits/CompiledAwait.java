package io.triggergateway.awaits;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.expression.Filter;
import io.triggergateway.schedule.CompiledSchedule;
import io.triggergateway.schema.PayloadSchema;
import io.triggergateway.trigger.AwaitSpec;
import io.triggergateway.trigger.FieldError;
import io.triggergateway.verify.CompiledAuth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An await that can run: what is null, it does not have. */
record CompiledAwait(
        AwaitSpec spec,
        @Nullable PayloadSchema schema,
        @Nullable CompiledAuth auth,
        @Nullable Filter filter,
        @Nullable CompiledSchedule schedule) {

    /** What is wrong with an answer; empty when it fits. */
    List<FieldError> validate(JsonNode data) {
        return schema == null ? List.of() : schema.validate(data);
    }
}
