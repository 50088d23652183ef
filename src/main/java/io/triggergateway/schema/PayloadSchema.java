package io.triggergateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import io.triggergateway.payload.Json;
import io.triggergateway.trigger.FieldError;
import io.triggergateway.trigger.Findings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON Schema (2020-12), compiled once; safe for use by many threads. */
public final class PayloadSchema {
    /** Largest schema, in bytes of JSON. */
    public static final int MAX_SIZE = 64 * 1024;

    /** Most errors that one validation names. */
    public static final int MAX_ERRORS = 20;

    private static final int MAX_DEPTH = 50;
    private static final FieldError TOO_COSTLY = new FieldError(
            "",
            "Expected a payload that is cheap to check against the schema, but this one takes it over the cost limit");

    private final Schema schema;

    private PayloadSchema(Schema schema) {
        this.schema = schema;
    }

    /** Null when something is wrong with the schema, and then the findings say where and what. */
    public static @Nullable PayloadSchema compile(JsonNode schema, String pointer, Findings findings) {
        var problems = problems(schema);
        problems.forEach(problem -> findings.add(pointer + problem.pointer(), problem.detail()));
        if (!problems.isEmpty()) {
            return null;
        }
        try {
            return new PayloadSchema(Dialect202012.compile(schema));
        } catch (SchemaException unusable) {
            findings.add(pointer, "Expected a JSON Schema that can be compiled, but this one cannot");
            return null;
        }
    }

    /** What is wrong with a payload, at most {@link #MAX_ERRORS}; empty when it fits. Pointers lead into the payload. */
    public List<FieldError> validate(JsonNode payload) {
        return validate(schema, payload, new CountedSteps(true));
    }

    private static List<FieldError> validate(Schema schema, JsonNode json, CountedSteps steps) {
        try {
            schema.validate(steps, json);
        } catch (CountedSteps.Exceeded | StackOverflowError tooCostly) {
            // Long chains of references at every level of a deep payload can still use up a small stack.
            return List.of(TOO_COSTLY);
        }
        return steps.getErrors().stream()
                .limit(MAX_ERRORS)
                .map(PayloadSchema::fieldError)
                .toList();
    }

    private static List<FieldError> problems(JsonNode schema) {
        if (isDeeperThan(MAX_DEPTH, schema)) {
            return List.of(new FieldError("", "Expected a schema nested at most 50 deep, but it is deeper"));
        }
        if (Json.write(schema).length > MAX_SIZE) {
            return List.of(new FieldError("", "Expected a schema of at most 65,536 bytes, but it is larger"));
        }
        var malformed = validate(Dialect202012.META_SCHEMA, schema, new CountedSteps(false));
        return malformed.isEmpty() ? new SchemaReferences(schema).problems() : malformed;
    }

    private static boolean isDeeperThan(int levels, JsonNode json) {
        if (!json.isContainerNode()) {
            return false;
        }
        if (levels == 0) {
            return true;
        }
        for (var part : json) {
            if (isDeeperThan(levels - 1, part)) {
                return true;
            }
        }
        return false;
    }

    private static FieldError fieldError(Error error) {
        return new FieldError(error.getInstanceLocation().toString(), Violations.sentence(error));
    }
}
