package io.triggergateway.awaits;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RedirectConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The page of a webhook await as a browser has opened it, and the form that it sends from there. */
record OpenedPage(String url, String html) {
    private static final Pattern NONCE = Pattern.compile("name=\"tg-nonce\" value=\"([^\"]+)\"");

    /** Opens it, and expects a form. */
    static OpenedPage at(String url) {
        return new OpenedPage(
                url, browser().get(url).then().statusCode(200).extract().asString());
    }

    /** What a browser says of itself. */
    static RequestSpecification browser() {
        return given().config(RestAssured.config()
                        .redirect(RedirectConfig.redirectConfig().followRedirects(false))
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.URLENC)))
                .urlEncodingEnabled(false)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    String nonce() {
        var nonce = NONCE.matcher(html);
        return nonce.find() ? nonce.group(1) : "";
    }

    /** Sends the form with its nonce, as a browser does. */
    ValidatableResponse send(String... namesAndValues) {
        return post(
                Map.of("Origin", "null", "Sec-Fetch-Site", "same-origin"), fields("tg-nonce", nonce(), namesAndValues));
    }

    /** Sends a form with these headers. */
    ValidatableResponse post(Map<String, String> headers, Map<String, String> form) {
        return browser()
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .headers(headers)
                .formParams(form)
                .urlEncodingEnabled(true)
                .post(url)
                .then();
    }

    static Map<String, String> fields(String name, String value, String... more) {
        var fields = new LinkedHashMap<String, String>();
        fields.put(name, value);
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        return fields;
    }
}
