package io.triggergateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may use whom, and what nobody may do. Each rule is also run against a fixture that breaks it. */
class ArchitectureTest {
    private static final String ROOT = "io.triggergateway";
    private static final String FIXTURE = ROOT + ".fixture";

    private static final String ALL_WITHOUT_A_FACE = "trigger payload redis secret expression schema schedule verify"
            + " registry accept handoff job firing entry scheduler telemetry access audit awaits page approval ingest outbound evidence plugin";

    private static final String ANY_HTTP_CLIENT = "io\\.vertx\\.core\\.http\\.(HttpClient|WebSocketClient).*"
            + "|io\\.vertx\\.core\\.net\\.NetClient.*|io\\.vertx\\.ext\\.web\\.client\\..*|io\\.vertx\\.mutiny\\..*HttpClient.*"
            + "|java\\.net\\.http\\..*|java\\.net\\.(Jar|Http)?URLConnection";

    /** Left of the colon a package, right of it those that it may use. */
    private static final Map<String, Set<String>> MAY_USE =
            table("""
            payload:
            redis:
            trigger:    payload
            secret:     trigger
            outbound:   trigger
            schedule:   trigger
            expression: trigger payload
            schema:     trigger payload
            verify:     trigger payload secret expression
            plugin:
            evidence:   payload verify outbound plugin
            registry:   trigger payload secret verify redis expression schema schedule handoff
            accept:     trigger payload redis registry expression schema handoff
            handoff:    trigger payload redis telemetry
            job:        trigger payload redis
            firing:     trigger payload redis expression schema registry accept handoff job
            entry:      trigger payload redis expression schema registry accept handoff firing telemetry
            scheduler:  trigger payload redis expression schedule registry accept handoff job firing entry telemetry
            telemetry:  trigger redis
            access:     trigger payload secret redis telemetry registry verify evidence
            audit:      trigger payload redis
            awaits:     trigger payload secret verify redis expression schema schedule registry accept handoff telemetry
            page:       trigger payload
            approval:   trigger payload secret verify awaits page
            ingest:     trigger payload secret verify evidence redis expression schema registry accept handoff firing telemetry access awaits approval
            admin:      ALL_WITHOUT_A_FACE
            ui:         ALL_WITHOUT_A_FACE admin
            boot:       ALL_WITHOUT_A_FACE admin ui
            """.replace("ALL_WITHOUT_A_FACE", ALL_WITHOUT_A_FACE));

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    private static final JavaClasses OFFENDERS = new ClassFileImporter().importPackages(FIXTURE);

    @Test
    void packagesUseOnlyWhatTheTableAllows() {
        assertThat(usesBeyond(MAY_USE, PRODUCTION, ROOT)).isEmpty();
    }

    @Test
    void tableListsEveryPackage() {
        assertThat(MAY_USE).containsEntry("verify", Set.of("trigger", "payload", "secret", "expression"));
        assertThat(MAY_USE.keySet()).containsAll(packagesOf(PRODUCTION, ROOT));
        assertThat(MAY_USE.values())
                .allSatisfy(used -> assertThat(MAY_USE.keySet()).containsAll(used));
    }

    @Test
    void packagesAreExactlyOneLevelDeep() {
        assertThat(notOneLevelDeep(PRODUCTION, ROOT)).isEmpty();
    }

    @Test
    void packagesAreNullMarked() {
        assertThat(notNullMarked(PRODUCTION)).isEmpty();
    }

    @Test
    void packagesFormNoCycle() {
        noCycles(ROOT).check(PRODUCTION);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void productionKeeps(ArchRule rule) {
        rule.check(PRODUCTION);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void anOffenceIsFoundBy(ArchRule rule) {
        assertThat(rule.evaluate(OFFENDERS).hasViolation()).isTrue();
    }

    @Test
    void anOffenceIsFoundByTheChecksOfPackages() {
        assertThat(noCycles(FIXTURE).evaluate(OFFENDERS).hasViolation()).isTrue();
        assertThat(usesBeyond(Map.of("left", Set.of("right")), OFFENDERS, FIXTURE))
                .isNotEmpty()
                .allSatisfy(use -> assertThat(use).contains("right.Right"));
        assertThat(packagesOf(OFFENDERS, FIXTURE)).containsExactlyInAnyOrder("left", "right");
        assertThat(notOneLevelDeep(OFFENDERS, ROOT)).contains(FIXTURE + ".left");
        assertThat(notNullMarked(OFFENDERS)).contains(FIXTURE + ".left");
    }

    static Stream<Named<ArchRule>> rules() {
        return Stream.of(
                named("fields are not injected", fieldsAreNotInjected()),
                named("names do not end in a word for anything", noNames(".*(Utils?|Helper|Manager|Impl)(\\$.*)?")),
                named("names do not begin with a word for nothing", noNames(".*[.$](Abstract|Base)[A-Z][^.$]*")),
                named("nobody prints", onlyDoes("print", ArchitectureTest::prints, "boot")),
                named("nobody logs past the platform", onlyUses("java.util.logging..", "boot")),
                named("the clock is handed in", onlyDoes("read the clock", ArchitectureTest::readsTheClock, "boot")),
                named("randomness is handed in", onlyDoes("throw dice", ArchitectureTest::throwsDice)),
                named("one place knows the Redis client", onlyUses("io.vertx.redis..", "redis")),
                named("one place knows Quarkus' Redis client", onlyUses("io.quarkus.redis..", "redis", "boot")),
                named("one place calls out", onlyKnows(ANY_HTTP_CLIENT, "outbound", "redis")),
                named("REST faces people", onlyUses("jakarta.ws.rs..", "admin", "access", "ui")),
                named(
                        "routes face the world",
                        onlyUses("io.vertx.ext.web..", "ingest", "access", "boot", "ui", "telemetry")));
    }

    private static ArchRule fieldsAreNotInjected() {
        return noFields().should().beAnnotatedWith("jakarta.inject.Inject");
    }

    private static ArchRule noNames(String pattern) {
        return noClasses().should().haveNameMatching(pattern);
    }

    private static ArchRule noCycles(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    private static ArchRule onlyUses(String library, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(inRoot(packages))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static ArchRule onlyKnows(String names, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(inRoot(packages))
                .should()
                .dependOnClassesThat()
                .haveNameMatching(names);
    }

    private static ArchRule onlyDoes(String what, Predicate<JavaAccess<?>> deed, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(inRoot(packages))
                .should()
                .accessTargetWhere(DescribedPredicate.describe(what, deed));
    }

    private static String[] inRoot(String... packages) {
        return Stream.of(packages).map(name -> ROOT + "." + name + "..").toArray(String[]::new);
    }

    private static boolean prints(JavaAccess<?> access) {
        return access.getTargetOwner().isEquivalentTo(System.class)
                && Set.of("out", "err").contains(access.getTarget().getName());
    }

    private static boolean readsTheClock(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        boolean reads = owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis")
                || owner.isEquivalentTo(Clock.class) && name.startsWith("system")
                || owner.getPackageName().equals("java.time") && name.equals("now") && !isGivenAClock(access);
        return reads && !access.getOriginOwner().getSimpleName().contains("Clock");
    }

    private static boolean isGivenAClock(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
    }

    private static boolean throwsDice(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        return owner.isEquivalentTo(Random.class) && name.equals("<init>")
                || owner.isEquivalentTo(Math.class) && name.equals("random")
                || owner.isEquivalentTo(ThreadLocalRandom.class) && name.equals("current");
    }

    private static List<String> usesBeyond(Map<String, Set<String>> table, JavaClasses classes, String root) {
        return classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> isIn(root, use.getTargetClass()) && !isAllowed(table, use, root))
                .map(Dependency::getDescription)
                .toList();
    }

    private static boolean isAllowed(Map<String, Set<String>> table, Dependency use, String root) {
        String from = packageOf(use.getOriginClass(), root);
        String to = packageOf(use.getTargetClass(), root);
        return from.equals(to) || table.getOrDefault(from, Set.of()).contains(to);
    }

    private static Set<String> packagesOf(JavaClasses classes, String root) {
        return classes.stream().map(type -> packageOf(type, root)).collect(Collectors.toSet());
    }

    private static boolean isIn(String root, JavaClass type) {
        return type.getPackageName().startsWith(root + ".");
    }

    private static String packageOf(JavaClass type, String root) {
        return type.getPackageName().substring(root.length()).replaceFirst("^\\.", "");
    }

    private static Set<String> notOneLevelDeep(JavaClasses classes, String root) {
        return classes.stream()
                .filter(type -> !packageOf(type, root).matches("[a-z]+"))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());
    }

    private static Set<String> notNullMarked(JavaClasses classes) {
        return classes.stream()
                .map(JavaClass::getPackage)
                .filter(place -> !place.isAnnotatedWith(NullMarked.class))
                .map(place -> place.getName())
                .collect(Collectors.toSet());
    }

    private static Map<String, Set<String>> table(String text) {
        return text.lines()
                .map(line -> line.split(":"))
                .collect(Collectors.toUnmodifiableMap(row -> row[0], row -> words(row.length > 1 ? row[1] : "")));
    }

    private static Set<String> words(String text) {
        return Stream.of(text.split(" ")).filter(word -> !word.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }
}
