package io.triggergateway.accept;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** A payload within a firing's record: large ones are deflated, and their field's name says so. */
public final class StoredPayload {
    private static final int LARGE = 4096;
    private static final String DEFLATED = ".deflated";
    private static final int BLOCK = 8192;

    private StoredPayload() {}

    static void put(Map<String, Object> record, String field, byte[] payload) {
        if (payload.length > LARGE) {
            record.put(field + DEFLATED, deflate(payload));
        } else {
            record.put(field, payload);
        }
    }

    /** The payload as it was put; null when the record has none. */
    public static byte @Nullable [] get(Map<String, byte[]> record, String field) {
        var plain = record.get(field);
        var deflated = record.get(field + DEFLATED);
        return plain != null || deflated == null ? plain : inflate(deflated);
    }

    private static byte[] deflate(byte[] payload) {
        var deflater = new Deflater(Deflater.BEST_SPEED);
        deflater.setInput(payload);
        deflater.finish();
        var output = new ByteArrayOutputStream(payload.length / 2);
        var block = new byte[BLOCK];
        while (!deflater.finished()) {
            output.write(block, 0, deflater.deflate(block));
        }
        deflater.end();
        return output.toByteArray();
    }

    private static byte[] inflate(byte[] deflated) {
        var inflater = new Inflater();
        inflater.setInput(deflated);
        var output = new ByteArrayOutputStream(deflated.length * 2);
        var block = new byte[BLOCK];
        try {
            while (!inflater.finished()) {
                int length = inflater.inflate(block);
                if (length == 0 && !inflater.finished()) {
                    throw new DataFormatException("It ends too early");
                }
                output.write(block, 0, length);
            }
        } catch (DataFormatException broken) {
            throw new IllegalStateException("Expected a deflated payload in the firing's record", broken);
        } finally {
            inflater.end();
        }
        return output.toByteArray();
    }
}
