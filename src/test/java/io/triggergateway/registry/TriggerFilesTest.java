package io.triggergateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.trigger.Origin;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriggerFilesTest {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    static Path redisDirectory;

    private static EmbeddedRedis redis;

    @TempDir
    Path directory;

    private GivenReplica replica;
    private TriggerFiles files;

    @BeforeAll
    static void startsRedis() {
        redis = EmbeddedRedis.start(redisDirectory, 0, "--appendfsync", "no");
    }

    @AfterAll
    static void stopsRedis() {
        VERTX.close();
        redis.stop();
    }

    @BeforeEach
    void startsReplica() throws Exception {
        RedisLink.to(VERTX, redis.address(), Duration.ofSeconds(20)).call("FLUSHALL");
        replica = GivenReplica.at(VERTX, redis.address());
        replica.eventually(() -> replica.registry().triggers().isEmpty());
        files = replica.files(directory);
    }

    @AfterEach
    void stopsReplica() {
        replica.close();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    private CompiledTrigger trigger(String name) {
        return replica.registry().find(name).orElseThrow();
    }

    private boolean knows(String name) {
        return replica.registry().find(name).isPresent();
    }

    @Test
    void loadsTriggersAndFlowsOfYamlAndJson() throws Exception {
        write("a.yaml", """
                name: files.first
                type: manual
                ---
                name: first-flow
                subscribe: [{ trigger: files.second }]
                """);
        write("b.json", "{\"triggers\": [{\"name\": \"files.second\", \"type\": \"manual\"}]}");
        write(".hidden.yaml", "{");
        write("README.txt", "{");

        files.load();
        assertThat(files.defects()).isEmpty();
        assertThat(trigger("files.first").stored().origin()).isEqualTo(Origin.STATIC);
        assertThat(trigger("files.first").stored().file()).isEqualTo("a.yaml");
        assertThat(trigger("files.second").subscriptions())
                .extracting(CompiledSubscription::flow)
                .containsExactly("first-flow");
    }

    @Test
    void takesOverChangesAndLeavesTheRestAlone() throws Exception {
        write("a.yaml", "{ name: files.changed, type: manual, source: old }");
        write("b.yaml", "{ name: files.same, type: manual }");
        files.load();

        write("a.yaml", "{ name: files.changed, type: manual, source: newer }");
        files.load();
        assertThat(trigger("files.changed").definition().source()).isEqualTo("newer");
        assertThat(trigger("files.changed").stored().version()).isEqualTo(2);
        assertThat(trigger("files.same").stored().version()).isEqualTo(1);
    }

    @Test
    void removesWhatNoFileNamesAnyMore() throws Exception {
        write("a.yaml", "[{ name: files.kept, type: manual }, { name: files.dropped, type: manual }]");
        write("b.yaml", """
                name: files.alone
                type: manual
                ---
                name: alone-flow
                subscribe: [{ trigger: files.alone }]
                """);
        replica.register("{ name: files.dynamic, type: manual }");
        files.load();

        write("a.yaml", "{ name: files.kept, type: manual }");
        Files.delete(directory.resolve("b.yaml"));
        files.load();
        assertThat(knows("files.kept")).isTrue();
        assertThat(knows("files.dropped")).isFalse();
        assertThat(knows("files.alone")).isFalse();
        assertThat(replica.registry().findFlow("alone-flow")).isEmpty();
        assertThat(knows("files.dynamic")).as("comes from no file").isTrue();
    }

    @Test
    void movesATriggerFromOneFileToAnother() throws Exception {
        write("a.yaml", "{ name: files.mover, type: manual }");
        files.load();

        Files.move(directory.resolve("a.yaml"), directory.resolve("z.yaml"));
        files.load();
        assertThat(trigger("files.mover").stored().file()).isEqualTo("z.yaml");
        assertThat(trigger("files.mover").stored().generation())
                .as("the same incarnation")
                .isEqualTo(1);
    }

    @Test
    void keepsTheLastGoodStateOfABrokenFile() throws Exception {
        write("a.yaml", "[{ name: files.one, type: manual, source: good }, { name: files.two, type: manual }]");
        write("b.yaml", "{ name: files.three, type: manual }");
        files.load();

        write("a.yaml", "{ name: files.one, type: manual, sauce: bad }");
        write("b.yaml", "{ name: files.three, type: manual, source: newer }");
        files.load();
        assertThat(files.defects()).containsOnlyKeys("a.yaml");
        assertThat(files.defects().get("a.yaml").getFirst())
                .contains("files.one")
                .contains("/sauce");
        assertThat(trigger("files.one").definition().source()).isEqualTo("good");
        assertThat(knows("files.two")).isTrue();
        assertThat(trigger("files.three").definition().source()).isEqualTo("newer");

        write("a.yaml", "{ name: [");
        files.load();
        assertThat(files.defects().get("a.yaml").getFirst()).contains("line");
        assertThat(knows("files.two")).isTrue();

        write("a.yaml", "{ name: files.one, type: manual, source: mended }");
        files.load();
        assertThat(files.defects()).isEmpty();
        assertThat(trigger("files.one").definition().source()).isEqualTo("mended");
        assertThat(knows("files.two")).isFalse();
    }

    @Test
    void saysThatTheDirectoryIsGoneAndKeepsWhatItHad() throws Exception {
        write("a.yaml", "{ name: files.one, type: manual }");
        files.load();
        Files.delete(directory.resolve("a.yaml"));
        Files.delete(directory);

        files.load();
        assertThat(files.defects()).hasSize(1);
        assertThat(knows("files.one")).isTrue();

        Files.createDirectory(directory);
        write("a.yaml", "{ name: files.one, type: manual }");
        files.load();
        assertThat(files.defects()).isEmpty();
    }

    @Test
    void isWellAgainWhenTheDirectoryComesBackAsItWas() throws Exception {
        write("a.yaml", "{ name: files.one, type: manual }");
        files.load();
        var elsewhere = directory.resolveSibling(directory.getFileName() + "-elsewhere");
        Files.move(directory, elsewhere);
        files.load();
        assertThat(files.defects()).hasSize(1);

        Files.move(elsewhere, directory);
        files.load();
        assertThat(files.defects()).isEmpty();
        assertThat(knows("files.one")).isTrue();
    }

    @Test
    void givesATriggerAnotherNameAtTheSamePath() throws Exception {
        write("a.yaml", "{ name: files.before, type: webhook, endpoint: { path: /renamed, auth: { type: none } } }");
        files.load();
        write(
                "a.yaml",
                "{ name: files.afterwards, type: webhook, endpoint: { path: /renamed, auth: { type: none } } }");

        files.load();
        assertThat(files.defects()).isEmpty();
        assertThat(knows("files.before")).isFalse();
        assertThat(replica.registry().route("/renamed").orElseThrow().owner().name())
                .isEqualTo("files.afterwards");
    }

    @Test
    void refusesChangesOverRest() throws Exception {
        write("a.yaml", "{ name: files.fixed, type: manual }");
        files.load();
        var document = GivenReplica.read("{ name: files.fixed, type: manual, source: rest }");

        assertThat(replica.registrar().replace("files.fixed", document, null))
                .isInstanceOfSatisfying(
                        Registration.Conflict.class,
                        conflict -> assertThat(conflict.detail()).contains("a.yaml"));
        assertThat(replica.registrar().patch("files.fixed", document, null)).isInstanceOf(Registration.Conflict.class);
        assertThat(replica.registrar().delete("files.fixed", null)).isInstanceOf(Registration.Conflict.class);
        assertThat(trigger("files.fixed").stored().version()).isEqualTo(1);
    }

    @Test
    void leavesANameToWhatWasRegisteredOverRest() throws Exception {
        replica.register("{ name: files.clash, type: manual, source: rest }");
        write("a.yaml", "[{ name: files.clash, type: manual, source: file }, { name: files.fine, type: manual }]");

        files.load();
        assertThat(files.defects().get("a.yaml")).singleElement().asString().contains("files.clash");
        assertThat(trigger("files.clash").definition().source()).isEqualTo("rest");
        assertThat(trigger("files.clash").stored().origin()).isEqualTo(Origin.DYNAMIC);
        assertThat(knows("files.fine")).isTrue();
    }

    @Test
    void loadsATriggerWithoutItsSecretAsBroken() throws Exception {
        var missing = directory.resolve("secret-that-is-missing");
        write("a.yaml", """
                - name: files.no.file
                  type: webhook
                  endpoint: { path: /no-file, auth: { type: bearer, secret: "file:%s" } }
                - name: files.no.variable
                  type: webhook
                  endpoint: { path: /no-variable, auth: { type: bearer, secret: "env:NO_SUCH_VARIABLE" } }
                - name: files.fine
                  type: webhook
                  endpoint: { path: /fine, auth: { type: none } }
                """.formatted(missing));

        files.load();
        assertThat(trigger("files.no.file").broken()).contains("secret-that-is-missing");
        assertThat(trigger("files.no.variable").broken()).contains("NO_SUCH_VARIABLE");
        assertThat(trigger("files.fine").broken()).isNull();
        assertThat(replica.registry().route("/no-file")).isPresent();
    }

    @Test
    void refusesTheSameOverRest() {
        var document = GivenReplica.read(
                "{ name: files.rest, type: webhook, endpoint: { path: /x, auth: { type: bearer, secret: \"env:NO_SUCH_VARIABLE\" } } }");
        assertThat(replica.registrar().replace("files.rest", document, null)).isInstanceOf(Registration.Invalid.class);
    }

    @Test
    void remembersThatAStaticTriggerWasStopped() throws Exception {
        write("a.yaml", "{ name: files.stopped, type: manual }");
        files.load();
        assertThat(replica.registrar().enable("files.stopped", false)).isInstanceOf(Registration.Done.class);

        write("a.yaml", "{ name: files.stopped, type: manual, source: newer }");
        files.load();
        assertThat(trigger("files.stopped").definition().source()).isEqualTo("newer");
        assertThat(trigger("files.stopped").enabled()).isFalse();

        replica.files(directory).load();
        assertThat(trigger("files.stopped").enabled()).as("after a restart").isFalse();
        replica.registrar().enable("files.stopped", true);
        replica.files(directory).load();
        assertThat(trigger("files.stopped").enabled()).isTrue();
    }

    @Test
    void loadsOwnersOfAPathBeforeThoseWhoShareIt() throws Exception {
        write("a.yaml", """
                - name: files.sharer
                  type: webhook
                  endpoint: { path: /shared, events: [a], auth: { type: shared } }
                - name: files.owner
                  type: webhook
                  endpoint: { path: /shared, events: [b], auth: { type: none } }
                """);
        files.load();
        assertThat(files.defects()).isEmpty();
        assertThat(replica.registry().route("/shared").orElseThrow().triggers()).hasSize(2);

        write("a.yaml", "[]");
        files.load();
        assertThat(replica.registry().triggers()).isEmpty();
    }

    @Test
    void loadsOwnersBeforeSharersOfAnEarlierFile() throws Exception {
        write("a.yaml", "{ name: files.sharer, type: webhook, endpoint: { path: /shared, auth: { type: shared } } }");
        write("b.yaml", "{ name: files.owner, type: webhook, endpoint: { path: /shared, auth: { type: none } } }");

        files.load();
        assertThat(files.defects()).isEmpty();
        assertThat(replica.registry().route("/shared").orElseThrow().triggers()).hasSize(2);
    }
}
