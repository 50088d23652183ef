package io.triggergateway.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A command to paste into a shell. {@code $SECRET} stays for the shell to fill in. */
final class Curl {
    static final String PLACEHOLDER = "$SECRET";

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>();
    private String url;
    private String body;

    Curl(String url, String body) {
        this.url = url;
        this.body = body;
        headers.put("Content-Type", "application/json");
    }

    String url() {
        return url;
    }

    void url(String other) {
        url = other;
    }

    String body() {
        return body;
    }

    void body(String other) {
        body = other;
    }

    void header(String name, String value) {
        headers.put(name, value);
    }

    void query(String name, String value) {
        url = url + (url.indexOf('?') < 0 ? '?' : '&') + name + "=" + value;
    }

    void user(String name) {
        options.add("-u " + quoted(name + ":" + PLACEHOLDER));
    }

    String text(String method) {
        var lines = new ArrayList<String>();
        lines.add("curl -i -X " + method + " " + quoted(url));
        options.forEach(option -> lines.add("  " + option));
        headers.forEach((name, value) -> lines.add("  -H " + quoted(name + ": " + value)));
        if (!method.equals("GET") && !method.equals("HEAD")) {
            lines.add("  --data-binary " + quoted(body));
        }
        return String.join(" \\\n", lines);
    }

    /** In single quotes nothing has a meaning, but the placeholder has to be outside of them. */
    private static String quoted(String text) {
        var escaped = text.replace("'", "'\\''");
        return "'" + escaped.replace(PLACEHOLDER, "'\"" + PLACEHOLDER + "\"'") + "'";
    }
}
