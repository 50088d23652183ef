package io.triggergateway.ingest;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a caller gets.
 *
 * @param outcome a word for metrics and the log
 */
record Answer(int status, Map<String, String> headers, byte[] body, String outcome) {
    Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body, outcome);
    }

    boolean refused() {
        return status >= 400;
    }
}
