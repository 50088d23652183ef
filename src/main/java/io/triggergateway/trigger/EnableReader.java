package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads what may come with the wish to enable a trigger. */
public final class EnableReader {
    /** What a schedule does about the slots that passed while it was disabled. */
    private enum CatchUp {
        NONE,
        LATEST
    }

    private EnableReader() {}

    /** True when the last slot that passed is to fire; notes what is wrong. */
    public static boolean wantsLatest(JsonNode body, Findings findings) {
        var fields = Fields.of(body, "", findings);
        if (fields == null) {
            return false;
        }
        var choice = fields.word("catchUp", CatchUp.class, CatchUp.NONE);
        fields.done();
        return choice == CatchUp.LATEST;
    }
}
