package io.triggergateway.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON object seen as a map of CEL values, each converted when it is read. */
final class JsonMap extends AbstractMap<String, Object> {
    private final ObjectNode json;
    private final Budget budget;

    JsonMap(ObjectNode json, Budget budget) {
        this.json = json;
        this.budget = budget;
    }

    ObjectNode json() {
        return json;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        budget.charge(1);
        return key instanceof String name && json.get(name) instanceof JsonNode member
                ? CelValues.view(member, budget)
                : null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String name && json.has(name);
    }

    @Override
    public int size() {
        return json.size();
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, Object>> {
        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
            var members = json.properties().iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return members.hasNext();
                }

                @Override
                public Map.Entry<String, Object> next() {
                    budget.charge(1);
                    var member = members.next();
                    return Map.entry(member.getKey(), CelValues.view(member.getValue(), budget));
                }
            };
        }

        @Override
        public int size() {
            return json.size();
        }
    }
}
