package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads {@code sample}: a share such as 0.1, or an object that says more. */
final class SampleReader {
    private static final BigDecimal PLACES = BigDecimal.valueOf(Sample.PLACES);
    private static final String SHARE = "a number above 0 and up to 1, with at most 6 decimals";

    private SampleReader() {}

    /** Null when it is absent, or wrong and noted. */
    static @Nullable Sample read(Fields fields) {
        var value = fields.value("sample");
        if (value == null) {
            return null;
        }
        if (!value.isObject()) {
            int share = places(fields, "sample", value, 1, SHARE);
            return share == 0 ? null : new Sample(share, 0, null);
        }
        var sample = fields.object("sample");
        return sample == null ? null : readObject(sample);
    }

    private static @Nullable Sample readObject(Fields sample) {
        sample.require("share", SHARE);
        var shareValue = sample.value("share");
        var fromValue = sample.value("from");
        int share = shareValue == null ? 0 : places(sample, "share", shareValue, 1, SHARE);
        int from = fromValue == null
                ? 0
                : places(sample, "from", fromValue, 0, "a number from 0 to 1, with at most 6 decimals");
        var key = sample.text("key", TriggerReader.LONGEST_EXPRESSION);
        if (share + from > Sample.PLACES) {
            sample.refuse("from", "Expected 'from' and 'share' to be at most 1 together, but they are more");
        }
        sample.done();
        return share == 0 ? null : new Sample(share, from, key);
    }

    /** 0, with a finding, for what is no such number. */
    private static int places(Fields fields, String name, JsonNode value, int least, String expected) {
        if (value.isNumber() && isBetween(value.decimalValue(), least)) {
            return value.decimalValue().multiply(PLACES).intValueExact();
        }
        fields.wrong(name, expected, value);
        return 0;
    }

    private static boolean isBetween(BigDecimal share, int least) {
        return share.compareTo(BigDecimal.ONE) <= 0
                && share.signum() >= least
                && share.stripTrailingZeros().scale() <= 6;
    }
}
