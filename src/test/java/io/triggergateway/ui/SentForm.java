package io.triggergateway.ui;

import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The form of a page as a browser without scripts sends it: what the page holds, and what somebody types. */
final class SentForm {
    private static final Pattern CONTROL = Pattern.compile(
            "<input ([^>]*)>|<textarea ([^>]*)>\n?([^<]*)</textarea>|<select ([^>]*)>(.*?)</select>", Pattern.DOTALL);
    private static final Pattern CHOSEN = Pattern.compile("<option value=\"([^\"]*)\" selected>");
    private static final Pattern FIRST = Pattern.compile("<option value=\"([^\"]*)\"");

    private final String role;
    private final String page;
    private final Map<String, List<String>> fields = new LinkedHashMap<>();

    private SentForm(String role, String page) {
        this.role = role;
        this.page = page;
        int start = page.indexOf("<form class=\"editor\"");
        var controls = CONTROL.matcher(page.substring(start, page.indexOf("</form>", start)));
        while (controls.find()) {
            read(controls.group(1), controls.group(2), controls.group(3), controls.group(4), controls.group(5));
        }
    }

    static SentForm of(String role, String path) {
        return new SentForm(
                role,
                GivenPages.page(role, path).then().statusCode(200).extract().asString());
    }

    static SentForm of(String role, Response answer) {
        return new SentForm(role, answer.asString());
    }

    private void read(String input, String area, String text, String select, String options) {
        if (input != null && (!input.contains("type=\"checkbox\"") || input.contains(" checked"))) {
            add(attribute(input, "name"), attribute(input, "value"));
        } else if (area != null) {
            add(attribute(area, "name"), text);
        } else if (select != null) {
            var chosen = CHOSEN.matcher(options);
            var first = FIRST.matcher(options);
            add(attribute(select, "name"), chosen.find() ? chosen.group(1) : first.find() ? first.group(1) : "");
        }
    }

    private void add(String name, String value) {
        fields.computeIfAbsent(plain(name), first -> new ArrayList<>()).add(plain(value));
    }

    private static String attribute(String tag, String name) {
        var found = Pattern.compile("(?:^|\\s)" + name + "=\"([^\"]*)\"").matcher(tag);
        return found.find() ? found.group(1) : "";
    }

    private static String plain(String html) {
        return html.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    SentForm with(String name, String... values) {
        fields.put(name, List.of(values));
        return this;
    }

    String text(String name) {
        return fields.getOrDefault(name, List.of("")).getLast();
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String page() {
        return page;
    }

    Response send(String path) {
        return GivenPages.as(role)
                .contentType("application/x-www-form-urlencoded")
                .header("Accept", "text/html")
                .redirects()
                .follow(false)
                .body(body())
                .post(path);
    }

    private String body() {
        return fields.entrySet().stream()
                .flatMap(
                        field -> field.getValue().stream().map(value -> encoded(field.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
