package io.triggergateway.redis;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds a loopback port for a server that is about to start. */
final class FreePort {
    // These ports, and the bus of a Redis cluster 10,000 above, lie below those that systems give to outgoing
    // connections (32,768 and up on Linux), which could take one between search and start.
    private static final int FIRST = 12_000;
    private static final int COUNT = 10_000;
    // Processes that search at the same time begin at different places.
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % COUNT));

    private FreePort() {}

    static int find() {
        for (int tries = 0; tries < COUNT; tries++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("Expected a free port between " + FIRST + " and " + (FIRST + COUNT - 1)
                + ", but all are taken. Name a port.");
    }

    static boolean isFree(int port) {
        try (var probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
