package io.triggergateway.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Says to a server exactly these bytes, which no HTTP client would send. */
final class Wire {
    private static final int PATIENCE_MILLIS = 30_000;

    private Wire() {}

    /**
     * What came back.
     *
     * @param status of the first answer; 0 when the server only hung up
     * @param head status line and headers of the first answer
     * @param text everything
     */
    record Answer(int status, String head, String text) {
        boolean has(String headerStart) {
            return head.toLowerCase(Locale.ROOT).contains("\r\n" + headerStart.toLowerCase(Locale.ROOT));
        }
    }

    /** Writes the body of a request, perhaps more than anybody wants to read. */
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Sends a request with {@code Connection: close}; {@code head} is the request line and headers, each ending with CRLF. */
    static Answer send(int port, String head, byte[] body) throws Exception {
        return send(port, head, out -> out.write(body));
    }

    static Answer send(int port, String head, Body body) throws Exception {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var in = socket.getInputStream();
            // Read meanwhile: a server that refuses early may cut what it has said otherwise.
            var answer = CompletableFuture.supplyAsync(() -> read(in), Thread::startVirtualThread);
            try {
                var out = socket.getOutputStream();
                out.write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
                body.writeTo(out);
                out.flush();
            } catch (IOException refusedEarly) {
                // The answer tells why.
            }
            return answer.get();
        }
    }

    private static Answer read(InputStream in) {
        var bytes = new ByteArrayOutputStream();
        try {
            in.transferTo(bytes);
        } catch (IOException cut) {
            // What came before counts.
        }
        var text = bytes.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        return new Answer(
                text.startsWith("HTTP/1.") ? Integer.parseInt(text.substring(9, 12)) : 0,
                end < 0 ? text : text.substring(0, end),
                text);
    }
}
