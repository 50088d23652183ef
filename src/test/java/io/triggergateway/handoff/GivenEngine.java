package io.triggergateway.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** An engine in a process of its own, which is killed (SIGKILL) when it is closed. */
final class GivenEngine implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private GivenEngine(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Starts one that knows the flow {@code ship}, reads partitions 0 and 1, and takes over at once what others left. */
    static GivenEngine start(int redisPort, String worker, String... command) throws IOException {
        var words = Stream.concat(Arrays.stream(command), Stream.of(worker, "0,1"));
        var builder = new ProcessBuilder(words.toList()).redirectErrorStream(true);
        builder.environment().put("REDIS", "127.0.0.1:" + redisPort);
        builder.environment().put("FLOWS", "ship");
        builder.environment().put("CLAIM_MILLIS", "1");
        return new GivenEngine(builder.start());
    }

    /** Reads what it prints until it is so: it prints a line for each message, and one a second while any is left. */
    void printsUntil(BooleanSupplier holds) throws IOException {
        var printed = new StringBuilder();
        while (!holds.getAsBoolean()) {
            var line = output.readLine();
            assertThat(line).as("the next line, after:\n" + printed).isNotNull();
            printed.append(line).append('\n');
        }
    }

    /** Reads until it ends by itself, which has to be a failure. */
    void printsToTheEnd() throws IOException {
        while (output.readLine() != null) {
            // What it prints is not of interest here.
        }
        process.onExit().join();
        assertThat(process.exitValue()).isNotZero();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
