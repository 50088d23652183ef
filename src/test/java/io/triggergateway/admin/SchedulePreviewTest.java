package io.triggergateway.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a schedule would fire, asked over HTTP before it is registered. */
@QuarkusTest
class SchedulePreviewTest {
    private static final String PREVIEW = "/api/_triggers/schedules/preview";

    private static ValidatableResponse ask(String body) {
        return given().header("Authorization", "Bearer test-token-of-a-viewer")
                .contentType(ContentType.JSON)
                .body(body)
                .post(PREVIEW)
                .then();
    }

    @Test
    void showsWhenAndWhy() {
        ask("""
            {"schedule": {"cron": "30 2 * * *", "timezone": "America/New_York"}, "from": "2026-03-07T12:00:00Z", "count": 2}
            """)
                .statusCode(200)
                .body("items.scheduledTime", contains("2026-03-08T07:00:00.000Z", "2026-03-09T06:30:00.000Z"))
                .body("items.localTime", contains("2026-03-08T03:00:00", "2026-03-09T02:30:00"))
                .body("items.reason", contains("shifted", "regular"));
    }

    @Test
    void showsTenFromNowOnByDefault() {
        var before = Instant.now();
        var items = ask("{\"schedule\": {\"interval\": \"1h\"}}")
                .statusCode(200)
                .body("items", hasSize(10))
                .extract()
                .jsonPath();
        assertThat(Instant.parse(items.getString("items[0].scheduledTime"))).isAfter(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cron\": \"* * * * *\"}                                       | 500",
                "{\"interval\": 1000, \"maxFirings\": 3}                         | 3",
                "{\"at\": \"09:00\", \"endAt\": \"2026-03-09T12:00:00Z\"}        | 2",
                "{\"once\": \"2026-03-07T12:00:00Z\"}                            | 0"
            })
    void showsNoMoreThanThereAre(String schedule, int items) {
        ask("{\"schedule\": %s, \"from\": \"2026-03-07T12:00:00Z\", \"count\": 500}".formatted(schedule))
                .statusCode(200)
                .body("items", items == 0 ? empty() : hasSize(items));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                              | /schedule          | is missing",
                "{\"schedule\": {}}                              | /schedule          | exactly one of",
                "{\"schedule\": {\"cron\": \"61 * * * *\"}}      | /schedule/cron     | minutes (0-59)",
                "{\"schedule\": {\"cron\": \"0 0 30 2 *\"}}      | /schedule/cron     | no day matches",
                "{\"schedule\": {\"at\": \"09:00\", \"timezone\": \"Mars\"}} | /schedule/timezone | IANA",
                "{\"schedule\": {\"interval\": 10}}              | /schedule/interval | from 1 second",
                "{\"schedule\": {\"at\": \"09:00\"}, \"count\": 501}   | /count | from 1 to 500",
                "{\"schedule\": {\"at\": \"09:00\"}, \"count\": 0}     | /count | from 1 to 500",
                "{\"schedule\": {\"at\": \"09:00\"}, \"from\": \"now\"} | /from | a time with its offset",
                "{\"schedule\": {\"at\": \"09:00\"}, \"frm\": 1}       | /frm   | Did you mean 'from'?",
                "[]                                              | '' | Expected an object"
            })
    void saysWhatIsWrongAndWhere(String body, String pointer, String says) {
        ask(body)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/invalid-document"))
                .body("errors", hasSize(1))
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].detail", containsString(says));
    }

    @Test
    void asksForAToken() {
        given().contentType(ContentType.JSON)
                .body("{\"schedule\": {\"at\": \"09:00\"}}")
                .post(PREVIEW)
                .then()
                .statusCode(401);
    }

    @Test
    void refusesABodyThatIsNoJson() {
        ask("{").statusCode(400).body("type", equalTo("/problems/malformed-body"));
    }
}
