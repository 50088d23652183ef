package io.triggergateway.faults;

import java.io.IOException;

/** A Redis that stands still (SIGSTOP) for a while. */
public final class FrozenProcess {
    private FrozenProcess() {}

    /** What happens meanwhile. */
    public interface Meanwhile {
        void run() throws IOException;
    }

    /** Freezes the Redis that listens on {@code port} of 127.0.0.1 while something else is done. */
    public static void redis(int port, Meanwhile meanwhile) throws IOException {
        String pid;
        try (var connection = RawRedis.connect(port)) {
            pid = connection.call("INFO", "server").replaceAll("(?s).*process_id:(\\d+).*", "$1");
        }
        signal("STOP", pid);
        try {
            meanwhile.run();
        } finally {
            signal("CONT", pid);
        }
    }

    private static void signal(String name, String pid) throws IOException {
        var kill = new ProcessBuilder("kill", "-" + name, pid).start();
        if (kill.onExit().join().exitValue() != 0) {
            throw new IOException("Expected process " + pid + " to take signal " + name + ", but it did not");
        }
    }
}
