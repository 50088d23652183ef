package io.triggergateway.firing;

import static io.triggergateway.firing.Given.ROOT;
import static io.triggergateway.firing.Given.as;
import static io.triggergateway.firing.Given.decide;
import static io.triggergateway.firing.Given.fire;
import static io.triggergateway.firing.Given.firing;
import static io.triggergateway.firing.Given.manual;
import static io.triggergateway.firing.Given.messages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that waits for a person, listed and decided in bulk. */
@QuarkusTest
class PendingListTest {
    private static final String ALL = ROOT + "firings?status=pending";

    private final RedisLink redis;
    private final Keys keys;

    PendingListTest(RedisLink redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @Test
    void listsWhatWaitsOverAllTriggersNewestFirst() {
        manual("list.a", "", "approve");
        manual("list.b", "", "approve", "check");
        var first = fire("list.a", "1");
        var second = fire("list.b", "1");
        var third = fire("list.a", "2");

        assertThat(ids(ALL + "&limit=500")).containsSubsequence(third, second, first);
        assertThat(ids(ALL + "&trigger=list.a")).containsExactly(third, first);
        assertThat(ids(ALL + "&flow=check")).containsExactly(second);
        as("viewer").get(ALL + "&trigger=list.b").then().body("items[0].pending", contains("approve", "check"));
    }

    @Test
    void aDecisionTakesEffectInListsAtOnce() {
        manual("list.now", "", "approve");
        var id = fire("list.now", "1");
        var own = ROOT + "list.now/firings?status=";
        assertThat(ids(own + "pending")).containsExactly(id);

        decide("list.now", id, "dismiss", "{}").statusCode(200);

        assertThat(ids(ALL + "&trigger=list.now")).isEmpty();
        assertThat(ids(own + "pending")).isEmpty();
        assertThat(ids(own + "ignored")).containsExactly(id);
    }

    @Test
    void pagesStayPutWhileFiringsComeAndGo() {
        manual("list.pages", "", "approve");
        var fired = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            fired.addFirst(fire("list.pages", "page-" + i));
        }
        // Several of the very same time, which is not over yet.
        long before = System.currentTimeMillis() - 60_000;
        fired.subList(1, 6).forEach(id -> redis.call("ZADD", keys.pending(0), before, id));
        fired.subList(1, 6).sort((a, b) -> b.compareTo(a));
        redis.call("ZADD", keys.pending(0), before - 1, fired.getLast());

        var seen = new ArrayList<String>();
        String cursor = null;
        for (int page = 0; page < 4; page++) {
            var answer = as("viewer")
                    .get(ALL + "&trigger=list.pages&limit=2" + (cursor == null ? "" : "&cursor=" + cursor))
                    .then()
                    .statusCode(200);
            seen.addAll(answer.extract().<List<String>>path("items.firingId"));
            cursor = answer.extract().path("nextCursor");
            fire("list.pages", "meanwhile-" + page);
            decide("list.pages", seen.getLast(), "dismiss", "{}").statusCode(200);
        }

        assertThat(seen).isEqualTo(fired);
        assertThat(cursor).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?status=", "?status=accepted", "?status=PENDING", "?trigger=list.a"})
    void saysWhichListThereIs(String query) {
        as("viewer")
                .get(ROOT + "firings" + query)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", containsString("status=pending"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&limit=0",
                "&limit=501",
                "&limit=x",
                "&cursor=x",
                "&cursor=1-",
                "&cursor=1-f0%0a",
                "&cursor=-1-f0"
            })
    void refusesParametersThatMakeNoSense(String query) {
        as("viewer").get(ALL + query).then().statusCode(400).body("type", equalTo("/problems/malformed-parameter"));
    }

    @Test
    void decidesAboutEachItemByItself() {
        manual("bulk.items", "", "one", "two");
        var first = fire("bulk.items", "1");
        var second = fire("bulk.items", "2");
        var third = fire("bulk.items", "3");
        decide("bulk.items", second, "dismiss", "{}").statusCode(200);

        bulk("execute", """
                {"items": [
                  {"firingId": "%s", "flow": "two"},
                  {"trigger": "bulk.items", "firingId": "%s"},
                  {"trigger": "bulk.other", "firingId": "%s"},
                  {"firingId": "f0-nobody"},
                  {"firingId": "%s", "flow": "three"},
                  {"firingId": "%s", "flow": "two"}
                ]}
                """.formatted(first, second, third, third, first))
                .statusCode(200)
                .body("items.status", contains(200, 409, 404, 404, 422, 409))
                .body("items[0].flows", contains("two"))
                .body("items[1].detail", containsString("operator dismissed"))
                .body("items[5].detail", containsString("operator executed 'two'"))
                .body("more", equalTo(false));

        assertThat(messages(redis, "bulk.items"))
                .extracting(message -> message.get("firingId") + message.get("flow"))
                .containsExactly(first + "two");
        firing("bulk.items", third).body("pending", contains("one", "two"));
    }

    @Test
    void decidesAboutAllThatAFilterFinds() {
        manual("bulk.filter", "", "one", "two");
        manual("bulk.spared", "", "one");
        var young = fire("bulk.filter", "1");
        var old = fire("bulk.filter", "2");
        var spared = fire("bulk.spared", "1");
        redis.call("ZADD", keys.pending(0), System.currentTimeMillis() - 7_200_000, old);

        bulk("dismiss", "{\"trigger\": \"bulk.filter\", \"olderThan\": \"1h\", \"flow\": \"one\"}")
                .statusCode(200)
                .body("items.firingId", contains(old))
                .body("items[0].flows", contains("one"));
        firing("bulk.filter", old).body("pending", contains("two"));

        bulk("dismiss", "{\"trigger\": \"bulk.filter\"}").body("items.firingId", contains(young, old));
        bulk("dismiss", "{\"trigger\": \"bulk.filter\"}").body("items", empty());
        as("viewer").get(ALL + "&limit=500").then().body("items.firingId", hasItem(spared));
        as("viewer").get(ALL + "&limit=500").then().body("items.firingId", not(hasItem(old)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "{\"items\": {}}",
                "{\"items\": [7]}",
                "{\"items\": [{}]}",
                "{\"items\": [{\"firingId\": 7}]}",
                "{\"items\": [{\"firingId\": \"f0-1\", \"data\": {}}]}",
                "{\"items\": [], \"trigger\": \"bulk.filter\"}",
                "{\"trigger\": 7}",
                "{\"olderThan\": \"soon\"}",
                "{\"olderThan\": -1}",
                "{\"all\": true}",
                "nonsense",
                "",
            })
    void refusesRubbishInBulk(String body) {
        for (var verb : List.of("execute", "dismiss")) {
            var answer = bulk(verb, body).contentType("application/problem+json");
            assertThat(answer.extract().statusCode()).isIn(400, 422);
        }
    }

    @Test
    void takesAtMostFiveHundredItems() {
        var items = String.join(",", Collections.nCopies(501, "{\"firingId\": \"f0-1\"}"));

        bulk("execute", "{\"items\": [" + items + "]}")
                .statusCode(422)
                .body("errors[0].detail", containsString("at most 500"));
    }

    @Test
    void needsAnOperator() {
        for (var verb : List.of("execute", "dismiss")) {
            as("engine")
                    .contentType(ContentType.JSON)
                    .body("{\"trigger\": \"bulk.filter\"}")
                    .post(ROOT + "firings/" + verb)
                    .then()
                    .statusCode(403);
        }
    }

    private static ValidatableResponse bulk(String verb, String json) {
        return as("operator")
                .contentType(ContentType.JSON)
                .body(json)
                .post(ROOT + "firings/" + verb)
                .then();
    }

    private static List<String> ids(String url) {
        return as("viewer").get(url).then().statusCode(200).extract().path("items.firingId");
    }
}
