package io.triggergateway.ui;

import static io.triggergateway.ui.GivenPages.API;
import static io.triggergateway.ui.GivenPages.as;
import static io.triggergateway.ui.GivenPages.execute;
import static io.triggergateway.ui.GivenPages.page;
import static io.triggergateway.ui.GivenPages.sending;
import static io.triggergateway.ui.GivenPages.subscribe;
import static io.triggergateway.ui.GivenPages.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Replays of many, from the form to the page of the job. */
@QuarkusTest
class ReplayPagesTest {
    @Test
    void countsFirstAndThenOffersToBegin() {
        trigger("replay.count", Map.of("type", "manual"));
        subscribe("replay.count", "replay-flow", "auto");
        for (int n = 1; n <= 4; n++) {
            execute("replay.count", Map.of("n", n));
        }
        var form = page("operator", "/ui/triggers/replay.count/replay").asString();
        assertThat(form)
                .contains("Not counted yet", "replay-flow")
                .doesNotContain("data-act=\"POST\" data-note=\"Begun\"");

        var counted = ask("replay.count", Map.of("last", "100", "filter", "payload.n > 2", "flow", "replay-flow"));

        assertThat(counted)
                .contains("<p class=\"figure-large number\">2</p>", "Replay 2")
                .contains("&quot;last&quot;:100,&quot;filter&quot;:&quot;payload.n &gt; 2&quot;")
                .contains("&quot;flows&quot;:[&quot;replay-flow&quot;]")
                .contains("value=\"100\"", "checked")
                .doesNotContain("&quot;dryRun&quot;");
        assertThat(ask("replay.count", Map.of("from", "2030-01-01T00:00")))
                .contains("<p class=\"figure-large number\">0</p>")
                .doesNotContain("data-note=\"Begun\"");
    }

    @Test
    void saysWhatIsWrongAtItsPlace() {
        trigger("replay.wrong", Map.of("type", "manual"));
        assertThat(ask("replay.wrong", Map.of("last", "1", "filter", "payload.(")))
                .contains("Please look at this again", "filter: ");
        assertThat(ask("replay.wrong", Map.of("last", "many"))).contains("last: Expected", "value=\"many\"");
        assertThat(ask("replay.wrong", Map.of("status", "accepted"))).contains("which say how far back to go");
    }

    @Test
    void schedulesCanBeMadeUpFor() {
        trigger("replay.slots", Map.of("type", "schedule", "schedule", Map.of("cron", "0 7 * * *")));
        assertThat(page("operator", "/ui/triggers/replay.slots/replay").asString())
                .contains("/replay.slots/backfill", "replace");
    }

    @Test
    void jobsAreShownWithTheirProgress() {
        trigger("replay.job", Map.of("type", "manual"));
        execute("replay.job", Map.of("n", 1));
        var id = sending("operator", Map.of("last", 1, "status", List.of("accepted")))
                .post(API + "/replay.job/replay")
                .then()
                .statusCode(202)
                .extract()
                .<String>path("id");

        var job = page("viewer", "/ui/jobs/" + id).asString();
        assertThat(job)
                .contains("Replay of replay.job", "<progress", "aria-live=\"polite\"", "accepted")
                .doesNotContain("data-act=\"DELETE\"", "NOT_FOUND");
        assertThat(page("operator", "/ui/jobs/" + id).asString()).contains("data-act=\"DELETE\"");
        assertThat(page("viewer", "/ui/jobs").asString()).contains("/ui/jobs/" + id, "/ui/triggers/replay.job");
        page("viewer", "/ui/jobs/j0").then().statusCode(404);
    }

    private static String ask(String trigger, Map<String, String> fields) {
        return as("operator")
                .header("Accept", "text/html")
                .queryParam("asked", "yes")
                .queryParams(fields)
                .get("/ui/triggers/" + trigger + "/replay")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
