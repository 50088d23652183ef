package io.triggergateway.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook path cut into segments; a parameter's name is no part of its shape, so that two templates that would
 * match the same requests are the same.
 */
record PathShape(List<Segment> segments) {
    /** One part between slashes; {@code parameter} tells a name in braces from a literal. */
    record Segment(String text, boolean parameter) {}

    /** Reads a path that has been checked when its trigger was read. */
    static PathShape of(String path) {
        var segments = new ArrayList<Segment>();
        for (var part : path.substring(1).split("/", -1)) {
            boolean parameter = part.startsWith("{");
            segments.add(new Segment(parameter ? part.substring(1, part.length() - 1) : part, parameter));
        }
        return new PathShape(List.copyOf(segments));
    }

    boolean literal() {
        return segments.stream().noneMatch(Segment::parameter);
    }

    /** How it is claimed in the registry: {@code /{}/orders}. */
    String claim() {
        var text = new StringBuilder();
        segments.forEach(segment -> text.append('/').append(segment.parameter() ? "{}" : segment.text()));
        return text.toString();
    }

    /** The parameters' values when the path fits; null when it does not. */
    @Nullable
    Map<String, String> match(List<String> path) {
        if (path.size() != segments.size()) {
            return null;
        }
        var parameters = new LinkedHashMap<String, String>();
        for (int i = 0; i < path.size(); i++) {
            var segment = segments.get(i);
            if (segment.parameter() && !path.get(i).isEmpty()) {
                parameters.put(segment.text(), path.get(i));
            } else if (!segment.text().equals(path.get(i)) || segment.parameter()) {
                return null;
            }
        }
        return parameters;
    }
}
