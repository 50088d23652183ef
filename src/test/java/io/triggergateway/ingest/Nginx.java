package io.triggergateway.ingest;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A proxy as people put it in front, where the machine has one. */
final class Nginx implements AutoCloseable {
    private static final List<Path> PLACES = List.of(Path.of("/usr/sbin/nginx"), Path.of("/usr/local/sbin/nginx"));

    private final Process process;
    private final Path directory;
    final int port;

    private Nginx(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    static Optional<Path> installed() {
        return PLACES.stream().filter(Files::isExecutable).findFirst();
    }

    static Nginx start(Path binary, int behind) throws IOException {
        var directory = Files.createTempDirectory("nginx");
        int port = freePort();
        Files.writeString(directory.resolve("nginx.conf"), """
                daemon off; master_process off; pid nginx.pid; error_log error.log;
                events { worker_connections 256; }
                http {
                  log_format sent '$upstream_status';
                  access_log sent.log sent;
                  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path a; uwsgi_temp_path b; scgi_temp_path c;
                  upstream gateway { server 127.0.0.1:%d; keepalive 8; }
                  server {
                    listen 127.0.0.1:%d;
                    location / { proxy_pass http://gateway; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_ignore_client_abort on; }
                  }
                }
                """.formatted(behind, port));
        var process = new ProcessBuilder(
                        binary.toString(), "-p", directory.toString(), "-c", "nginx.conf", "-e", "error.log")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out.log").toFile())
                .start();
        return new Nginx(process, directory, port);
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** How many requests it has handed on, as it says itself. */
    long handedOn() throws IOException {
        var log = directory.resolve("sent.log");
        if (!Files.exists(log)) {
            return 0;
        }
        try (var lines = Files.lines(log)) {
            return lines.filter(status -> !status.equals("-")).count();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
