package io.triggergateway.verify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of an expression. */
interface Filter {
    List<byte[]> apply(List<byte[]> values, Scope scope);

    /** A filter that looks at one value at a time. */
    interface OfOne extends Filter {
        /** Null drops the value. */
        byte @Nullable [] apply(byte[] value, Scope scope);

        @Override
        default List<byte[]> apply(List<byte[]> values, Scope scope) {
            var out = new ArrayList<byte[]>(values.size());
            for (var value : values) {
                var result = apply(value, scope);
                if (result != null) {
                    out.add(result);
                }
            }
            return out;
        }
    }

    /** A filter that makes several values of one. */
    interface Many extends Filter {
        List<byte[]> apply(byte[] value);

        @Override
        default List<byte[]> apply(List<byte[]> values, Scope scope) {
            var out = new ArrayList<byte[]>();
            values.forEach(value -> out.addAll(apply(value)));
            return out;
        }
    }
}
