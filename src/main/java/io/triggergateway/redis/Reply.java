package io.triggergateway.redis;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An answer of Redis, in the second version of its protocol: a map is a list of alternating keys and values. */
public final class Reply {
    private final @Nullable Response response;

    Reply(@Nullable Response response) {
        this.response = response;
    }

    /** True when Redis answered nil. */
    public boolean isNil() {
        return response == null;
    }

    /** The answer as text, which must not be nil. */
    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** The answer as text; null for nil. */
    public @Nullable String textOrNull() {
        return isNil() ? null : text();
    }

    /** The answer as bytes, which must not be nil. */
    public byte[] bytes() {
        return present().type() == ResponseType.BULK
                ? present().toBytes()
                : present().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The answer as a whole number. */
    public long number() {
        return Long.parseLong(present().toString());
    }

    /** The answer's parts; empty for nil. */
    public List<Reply> items() {
        var items = new ArrayList<Reply>(size());
        for (int i = 0; i < size(); i++) {
            items.add(at(i));
        }
        return items;
    }

    /** The part at {@code index}. */
    public Reply at(int index) {
        return new Reply(present().get(index));
    }

    /** How many parts there are; none for nil. */
    public int size() {
        return response == null ? 0 : response.size();
    }

    private Response present() {
        return Objects.requireNonNull(response, "Expected an answer, but Redis answered nil");
    }
}
