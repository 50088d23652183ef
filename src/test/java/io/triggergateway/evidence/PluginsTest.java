package io.triggergateway.evidence;

import static io.triggergateway.outbound.GivenOutbound.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.triggergateway.plugin.WebhookVerifier;
import io.triggergateway.verify.Evidence.Finding;
import io.triggergateway.verify.InboundRequest;
import io.triggergateway.verify.Inquiry;
import io.triggergateway.verify.Verdict;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifiers that are compiled here and loaded from jars. */
class PluginsTest {
    private static final String SOURCE = """
        package com.example;
        import io.triggergateway.plugin.*;
        public final class %s implements WebhookVerifier {
            @Override public boolean verify(WebhookRequest request) { %s }
        }
        """;

    /** Held by the verifier that hangs; found by it through the system's properties, which all loaders share. */
    private final CountDownLatch release = new CountDownLatch(1);

    @TempDir
    private static Path directory;

    private final Vertx vertx = Vertx.vertx();

    @BeforeAll
    static void make() throws IOException {
        jar(
                "good.jar",
                Map.of(
                        "Token",
                                "return java.security.MessageDigest.isEqual(request.secret(),"
                                        + " request.headers().get(\"x-token\").get(0).getBytes());",
                        "Thrower", "throw new IllegalStateException(\"hush\");",
                        "Missing", "throw new NoClassDefFoundError(\"com/example/Other\");",
                        "Waiter", "((Runnable) System.getProperties().get(\"plugins-test\")).run(); return true;"),
                List.of("com.example.Token", "com.example.Thrower", "com.example.Missing", "com.example.Waiter"));
        jar("absent.jar", Map.of(), List.of("com.example.Absent"));
        jar("malformed.jar", Map.of(), List.of("not a name!"));
        jar("stranger.jar", Map.of(), List.of("java.lang.String"));
        Files.writeString(directory.resolve("broken.jar"), "no jar at all");
        Files.writeString(directory.resolve("readme.txt"), "no jar either");
        var damaged = directory.resolve("damaged.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(damaged))) {
            entry(
                    jar,
                    "META-INF/services/" + WebhookVerifier.class.getName(),
                    "com.example.Damaged".getBytes(StandardCharsets.UTF_8));
            entry(jar, "com/example/Damaged.class", new byte[] {1, 2, 3});
        }
    }

    @BeforeEach
    void holdTheOneThatHangs() {
        System.getProperties().put("plugins-test", (Runnable) this::hang);
    }

    private void hang() {
        try {
            release.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void jar(String name, Map<String, String> bodies, List<String> listed) throws IOException {
        var classes = Files.createTempDirectory(directory, "classes");
        var arguments =
                new ArrayList<>(List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
        for (var body : bodies.entrySet()) {
            var file = classes.resolve(body.getKey() + ".java");
            Files.writeString(file, SOURCE.formatted(body.getKey(), body.getValue()));
            arguments.add(file.toString());
        }
        if (!bodies.isEmpty()) {
            var compiler = ToolProvider.getSystemJavaCompiler();
            assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
                    .isZero();
        }
        try (var jar = new JarOutputStream(Files.newOutputStream(directory.resolve(name)))) {
            entry(
                    jar,
                    "META-INF/services/" + WebhookVerifier.class.getName(),
                    String.join("\n", listed).getBytes(StandardCharsets.UTF_8));
            for (var type : bodies.keySet()) {
                entry(
                        jar,
                        "com/example/" + type + ".class",
                        Files.readAllBytes(classes.resolve("com/example/" + type + ".class")));
            }
        }
    }

    private static void entry(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }

    @AfterEach
    void close() throws Exception {
        release.countDown();
        System.getProperties().remove("plugins-test");
        await(vertx.close());
    }

    private Plugins plugins(Duration longest) {
        return new Plugins(() -> Optional.of(directory), vertx, longest);
    }

    private static Inquiry.Plugin inquiry(String verifier, String token) {
        var request = new InboundRequest(
                "POST",
                "https://gateway.example.com/in",
                "/in",
                Map.of(),
                Map.of("x-token", List.of(token)),
                new byte[0],
                "192.0.2.1",
                Instant.EPOCH);
        return new Inquiry.Plugin("com.example." + verifier, request, "hush".getBytes(StandardCharsets.UTF_8));
    }

    private Finding ask(String verifier, String token) throws Exception {
        return await(plugins(Duration.ofSeconds(20)).ask(inquiry(verifier, token)));
    }

    @Test
    void takesTheWordOfAVerifier() throws Exception {
        assertThat(ask("Token", "hush")).isEqualTo(new Finding.Word(new Verdict.Passed(null)));
        assertThat(ask("Token", "hushh"))
                .isEqualTo(new Finding.Word(new Verdict.Refused(401, "The plugin com.example.Token says no")));
    }

    @Test
    void loadsWhatWorksBesideWhatDoesNot() {
        var plugins = plugins(Duration.ofSeconds(20));
        assertThat(List.of("Token", "Thrower", "Missing", "Waiter"))
                .allMatch(name -> plugins.has("com.example." + name));
        assertThat(List.of("com.example.Absent", "com.example.Damaged", "java.lang.String", "not a name!"))
                .noneMatch(plugins::has);
    }

    @Test
    void letsNobodyInWhenAVerifierFails() throws Exception {
        for (var name : List.of("Thrower", "Missing", "Absent")) {
            assertThat(ask(name, "hush"))
                    .isInstanceOfSatisfying(
                            Finding.Unknown.class,
                            unknown -> assertThat(unknown.reason())
                                    .contains("com.example." + name)
                                    .doesNotContain("hush"));
        }
    }

    @Test
    void letsNobodyInWhenAVerifierHangsAndLetsNoRequestsPileUp() throws Exception {
        var plugins = plugins(Duration.ofMillis(1));
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < 40; i++) {
            findings.add(await(plugins.ask(inquiry("Waiter", "hush"))));
        }
        assertThat(findings).allMatch(finding -> finding instanceof Finding.Unknown);
        assertThat(findings.getFirst()).asString().contains("took too long");
        assertThat(findings.getLast()).asString().contains("at most 32 requests");
    }

    @Test
    void knowsNoVerifierWhereNoDirectoryIsSet() {
        assertThat(new Plugins(Optional::empty, vertx, Duration.ofSeconds(20)).has("com.example.Token"))
                .isFalse();
    }

    @Test
    void startsOnlyWithADirectoryThatCanBeRead() {
        assertThatThrownBy(
                        () -> new Plugins(() -> Optional.of(directory.resolve("none")), vertx, Duration.ofSeconds(20)))
                .hasMessageContaining("Expected gateway.plugins to be a directory");
    }
}
