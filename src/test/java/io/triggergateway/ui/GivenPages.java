package io.triggergateway.ui;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.lessThan;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** What tests do to a running gateway so that its pages have something to show. */
final class GivenPages {
    static final String API = "/api/_triggers";
    /** Markup as somebody might send it to see whether it runs. */
    static final String EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{evil}";

    private GivenPages() {}

    static RequestSpecification as(String role) {
        var article = role.matches("[aeio].*") ? "an-" : "a-";
        return given().header("Authorization", "Bearer test-token-of-" + article + role);
    }

    static Response page(String role, String path) {
        return as(role).header("Accept", "text/html").get(path);
    }

    static RequestSpecification sending(String role, Object json) {
        return as(role).contentType("application/json").body(json);
    }

    static void trigger(String name, Map<String, Object> document) {
        sending("admin", document).put(API + "/" + name).then().statusCode(lessThan(300));
    }

    static void subscribe(String trigger, String flow, String mode) {
        sending("admin", Map.of("mode", mode))
                .put(API + "/" + trigger + "/subscriptions/" + flow)
                .then()
                .statusCode(lessThan(300));
    }

    /** Starts a manual trigger; the id of its firing. */
    static String execute(String trigger, Object payload) {
        return sending("operator", payload)
                .post(API + "/" + trigger + "/execute")
                .then()
                .statusCode(202)
                .extract()
                .path("firingId");
    }

    static void await(String run, String step, Map<String, Object> document) {
        sending("engine", document)
                .put(API + "/awaits/" + run + "/" + step)
                .then()
                .statusCode(lessThan(300));
    }
}
