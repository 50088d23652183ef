package io.triggergateway.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class TokensApiTest {
    private static final String ROOT = "/api/_triggers";
    private static final String TOKENS = ROOT + "/tokens";

    @Test
    void handsOutATokenThatCountsAtOnceUntilItIsTakenBack() {
        var token = admin().body("{\"name\": \"api.once\", \"role\": \"viewer\", \"expiresIn\": \"1d\"}")
                .post(TOKENS)
                .then()
                .statusCode(201)
                .body("token", matchesPattern("tgw_[A-Za-z0-9_-]{49}"))
                .body("expiresAt", notNullValue())
                .extract()
                .<String>path("token");

        with(token).get(ROOT).then().statusCode(200);
        with(token).get(TOKENS).then().statusCode(403);
        var list = admin().get(TOKENS);
        list.then()
                .statusCode(200)
                .body("items.name", hasItems("api.once", "test"))
                .body("items.find { it.name == 'api.once' }.lastUsedAt", notNullValue())
                .body("items.find { it.name == 'test' }.origin", equalTo("static"))
                .body("items.find { it.name == 'test' }.createdAt", nullValue());
        assertThat(list.asString()).doesNotContain("tgw_", "sha256");

        admin().delete(TOKENS + "/api.once").then().statusCode(204);
        with(token).get(ROOT).then().statusCode(401);
        admin().delete(TOKENS + "/api.once").then().statusCode(404);
    }

    @Test
    void endsTheLoginsOfATokenThatIsTakenBack() {
        var token = admin().body("{\"name\": \"api.login\", \"role\": \"viewer\"}")
                .post(TOKENS)
                .<String>path("token");
        var cookie = given().contentType(ContentType.JSON)
                .body("{\"token\": \"%s\"}".formatted(token))
                .post(ROOT + "/login")
                .cookie("tgw-session");
        given().cookie("tgw-session", cookie).get(ROOT).then().statusCode(200);

        admin().delete(TOKENS + "/api.login").then().statusCode(204);

        given().cookie("tgw-session", cookie).get(ROOT).then().statusCode(401);
    }

    @Test
    void refusesATakenName() {
        for (var name : new String[] {"api.taken", "test"}) {
            var wish = "{\"name\": \"%s\", \"role\": \"viewer\"}".formatted(name);
            admin().body(wish).post(TOKENS);
            admin().body(wish).post(TOKENS).then().statusCode(409);
        }
    }

    @Test
    void leavesConfiguredTokensAlone() {
        admin().delete(TOKENS + "/test").then().statusCode(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"role\": \"admin\"}                                            | /name",
                "{\"name\": \"jwt:ada\", \"role\": \"admin\"}                     | /name",
                "{\"name\": \"a\", \"role\": \"root\"}                            | /role",
                "{\"name\": \"a\", \"role\": \"admin\", \"expiresIn\": \"soon\"} | /expiresIn",
                "{\"name\": \"a\", \"role\": \"admin\", \"expiresAt\": \"2020-01-01T00:00:00Z\"} | /expiresAt",
                "{\"name\": \"a\", \"role\": \"admin\", \"token\": \"mine\"}     | /token",
            })
    void namesWhatIsWrong(String wish, String pointer) {
        admin().body(wish).post(TOKENS).then().statusCode(422).body("errors[0].pointer", equalTo(pointer));
    }

    private static RequestSpecification admin() {
        return with("test-token-of-an-admin");
    }

    private static RequestSpecification with(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }
}
