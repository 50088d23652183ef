package io.triggergateway.verify;

import io.triggergateway.payload.Form;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A form as PHP's {@code serialize} writes an array of texts by name, without the field that carries the signature. Paddle
 * Classic signs this.
 */
record PhpSerialize(byte[] without) implements Filter.OfOne {
    @Override
    public byte @Nullable [] apply(byte[] body, Scope scope) {
        var form = Form.parse(body);
        if (form == null) {
            return null;
        }
        var fields = form.lastValues();
        fields.remove(without);
        var out = new ByteArrayOutputStream();
        write(out, "a:" + fields.size() + ":{");
        fields.forEach((name, value) -> {
            text(out, name);
            text(out, value);
        });
        write(out, "}");
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, byte[] text) {
        write(out, "s:" + text.length + ":\"");
        out.writeBytes(text);
        write(out, "\";");
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
