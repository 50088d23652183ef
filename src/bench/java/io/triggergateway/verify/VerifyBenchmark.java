package io.triggergateway.verify;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What it costs to verify one genuine request of 1 KiB. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class VerifyBenchmark {
    private static final int SIZE = 1024;
    private static final double LIMIT = 15;
    private static final Set<String> KEY_PAIRS = Set.of("standard-webhooks-v1a", "fireblocks");

    @Param({"stripe", "github", "slack", "shopify", "standard-webhooks", "twilio", "standard-webhooks-v1a", "fireblocks"
    })
    public String provider = "";

    private IndependentSigner.Signed signed;
    private SignatureScheme scheme;

    /** Signs a body of 1 KiB. */
    @Setup
    public void sign() {
        var row = SignerRow.all().stream()
                .filter(one -> one.id().equals(provider))
                .findFirst()
                .map(VerifyBenchmark::large)
                .orElseThrow();
        signed = IndependentSigner.sign(row, Vectors.NOW);
        scheme = SignedRequests.scheme(row, signed.secret());
        if (signed.body().length != SIZE || !(verify() instanceof Verdict.Passed)) {
            throw new AssertionError("Expected a genuine request of %d bytes".formatted(SIZE));
        }
    }

    /** A form of ten fields for Twilio, which sorts them; else JSON. */
    private static SignerRow large(SignerRow row) {
        if (!row.id().equals("twilio")) {
            var empty = "{\"id\":\"evt_1\",\"type\":\"a.b\",\"text\":\"\"}";
            return row.with(empty.replace("\"\"", "\"" + "x".repeat(SIZE - empty.length()) + "\""), row.sign());
        }
        var form = new StringBuilder();
        var sorted = new StringBuilder("{url}");
        for (var field = 0; field < 10; field++) {
            var value = "v".repeat(field < 9 ? 94 : SIZE - 9 * 102 - 7);
            form.insert(0, "&Field%d=%s".formatted(field, value));
            sorted.append("Field").append(field).append(value);
        }
        return row.with(form.substring(1), sorted.toString());
    }

    /** One request after the other, each read anew. */
    @Benchmark
    public Verdict verify() {
        return scheme.verify(SignedRequests.request(signed, Vectors.NOW));
    }

    /** Takes what JMH takes. */
    public static void main(String... arguments) throws CommandLineOptionException, RunnerException {
        var options = new OptionsBuilder()
                .parent(new CommandLineOptions(arguments))
                .include(VerifyBenchmark.class.getName())
                .addProfiler(CpuPerOperation.class)
                .shouldFailOnError(true)
                .build();
        report(new Runner(options).run());
    }

    private static void report(Collection<RunResult> results) {
        System.out.printf(
                "%n%-24s %14s %22s %8s  %s%n", "us per verification", "CPU", "[min .. max]", "elapsed", "limit");
        for (var result : results) {
            var provider = result.getParams().getParam("provider");
            var cpu = result.getSecondaryResults().get(CpuPerOperation.NAME);
            var spread = result.getBenchmarkResults().stream()
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .map(iteration -> iteration.getSecondaryResults().get(CpuPerOperation.NAME))
                    .mapToDouble(Result::getScore)
                    .summaryStatistics();
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %14s %22s %8.2f  %s%n",
                    provider,
                    "%.2f ± %.2f".formatted(cpu.getScore(), cpu.getScoreError()),
                    "[%.2f .. %.2f]".formatted(spread.getMin(), spread.getMax()),
                    result.getPrimaryResult().getScore(),
                    KEY_PAIRS.contains(provider)
                            ? "none"
                            : "<= %.0f %s".formatted(LIMIT, cpu.getScore() <= LIMIT ? "met" : "missed"));
        }
    }
}
