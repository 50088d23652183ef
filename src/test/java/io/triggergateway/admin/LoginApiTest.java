package io.triggergateway.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way in and out of a browser, over HTTP. */
@QuarkusTest
class LoginApiTest {
    private static final String ROOT = "/api/_triggers";
    private static final String COOKIE = "tgw-session";

    @Test
    void turnsATokenIntoASession() {
        var login = login();

        login.then()
                .statusCode(200)
                .body("name", equalTo("test"))
                .body("role", equalTo("admin"))
                .header("Set-Cookie", containsString("; Path=/; HttpOnly; SameSite=Strict"));
        browser(login).header("Sec-Fetch-Site", "same-origin").get(ROOT).then().statusCode(200);
    }

    @Test
    void takesAFormToo() {
        given().contentType(ContentType.URLENC)
                .formParam("token", "test-token-of-a-viewer")
                .post(ROOT + "/login")
                .then()
                .statusCode(200)
                .body("role", equalTo("viewer"));
    }

    @Test
    void makesAStricterCookieForTls() {
        login("Origin", "https://" + host())
                .then()
                .statusCode(200)
                .header("Set-Cookie", containsString("__Host-tgw-session="))
                .header("Set-Cookie", containsString("; Secure"));
    }

    @Test
    void refusesAWrongToken() {
        given().contentType(ContentType.JSON)
                .body("{\"token\": \"wrong\"}")
                .post(ROOT + "/login")
                .then()
                .statusCode(401)
                .body("type", equalTo("/problems/unauthorized"));
        given().contentType(ContentType.JSON)
                .body("{}")
                .post(ROOT + "/login")
                .then()
                .statusCode(422);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, https://evil.example",
        "Origin, null"
    })
    void letsNoOtherSiteLogSomebodyIn(String header, String value) {
        login(header, value).then().statusCode(403).body("type", equalTo("/problems/cross-site"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  Sec-Fetch-Site, same-origin,  false, 200",
        "GET,  Sec-Fetch-Site, none,         false, 200",
        "GET,  Sec-Fetch-Site, same-site,    true,  403",
        "GET,  Sec-Fetch-Site, cross-site,   true,  403",
        "GET,  Origin,         https://evil.example, true, 403",
        "GET,  X-Nothing,      x,            false, 200",
        "POST, Sec-Fetch-Site, same-origin,  true,  404",
        "POST, Sec-Fetch-Site, same-origin,  false, 403",
        "POST, Sec-Fetch-Site, none,         true,  403",
        "POST, Sec-Fetch-Site, same-site,    true,  403",
        "POST, Sec-Fetch-Site, cross-site,   true,  403",
        "POST, Origin,         own,          true,  404",
        "POST, Origin,         own,          false, 403",
        "POST, Origin,         null,         true,  403",
        "POST, Origin,         https://evil.example, true, 403",
        "POST, X-Nothing,      x,            true,  403",
    })
    void passesOnlyWhatItsOwnPagesSend(String method, String header, String value, boolean token, int status) {
        var login = login();
        var request = browser(login).header(header, value.equals("own") ? "http://" + host() : value);
        if (token) {
            request.header("X-CSRF-Token", login.<String>path("csrfToken"));
        }
        var answer = method.equals("GET") ? request.get(ROOT) : request.post(ROOT + "/nobody/disable");

        answer.then().statusCode(status);
    }

    @Test
    void takesNoTokenAgainstForgeryOfAnotherSession() {
        var other = login().<String>path("csrfToken");

        browser(login())
                .header("Sec-Fetch-Site", "same-origin")
                .header("X-CSRF-Token", other)
                .post(ROOT + "/nobody/disable")
                .then()
                .statusCode(403);
    }

    @Test
    void endsASession() {
        var login = login();
        browser(login)
                .header("Sec-Fetch-Site", "same-origin")
                .header("X-CSRF-Token", login.<String>path("csrfToken"))
                .post(ROOT + "/logout")
                .then()
                .statusCode(204)
                .header("Set-Cookie", containsString("Max-Age=0"));

        browser(login).get(ROOT).then().statusCode(401);
    }

    @Test
    void givesASessionTheRoleOfItsToken() {
        var login = given().contentType(ContentType.JSON)
                .body("{\"token\": \"test-token-of-a-viewer\"}")
                .post(ROOT + "/login");
        browser(login)
                .header("Sec-Fetch-Site", "same-origin")
                .header("X-CSRF-Token", login.<String>path("csrfToken"))
                .post(ROOT + "/nobody/disable")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/forbidden"));
    }

    @Test
    void neverShowsTheSessionInTheAnswer() {
        var login = login();

        assertThat(login.asString()).doesNotContain(login.cookie(COOKIE));
    }

    private static Response login() {
        return login("Sec-Fetch-Site", "same-origin");
    }

    private static Response login(String header, String value) {
        return given().contentType(ContentType.JSON)
                .header(header, value)
                .body("{\"token\": \"test-token-of-an-admin\"}")
                .post(ROOT + "/login");
    }

    private static RequestSpecification browser(Response login) {
        return given().cookie(COOKIE, login.cookie(COOKIE));
    }

    private static String host() {
        return "localhost:" + RestAssured.port;
    }
}
