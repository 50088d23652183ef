package io.triggergateway.expression;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.AbstractList;
import java.util.RandomAccess;

/** A JSON array seen as a list of CEL values, each converted when it is read. */
final class JsonList extends AbstractList<Object> implements RandomAccess {
    private final ArrayNode json;
    private final Budget budget;

    JsonList(ArrayNode json, Budget budget) {
        this.json = json;
        this.budget = budget;
    }

    ArrayNode json() {
        return json;
    }

    @Override
    public Object get(int index) {
        budget.charge(1);
        var element = json.get(index);
        if (element == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return CelValues.view(element, budget);
    }

    @Override
    public int size() {
        return json.size();
    }
}
