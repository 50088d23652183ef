import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A flow engine in miniature: takes messages of the hand-off, does each once, reports, acknowledges. It needs a JDK only:
 *
 * <pre>java Engine.java worker-1 0      REDIS=127.0.0.1:6379 FLOWS=flow-a,flow-b CLAIM_MILLIS=60000</pre>
 *
 * The second argument lists partitions, such as 0,1,2. It ends when the connection breaks: let a supervisor start it again.
 */
public class Engine {
    // The work and the note that it is done are one step: a crash between two would lose the one or repeat the other.
    // With a database it is one transaction, and the message's id a unique key.
    static final String WORK = """
            if not redis.call('SET', KEYS[1], '1', 'NX', 'EX', 864000) then return 0 end
            return redis.call('RPUSH', KEYS[2], ARGV[1])""";

    static final String PREFIX = setting("PREFIX", "tg");
    static final List<String> FLOWS = List.of(setting("FLOWS", "").split(","));
    static final String CLAIM_MILLIS = setting("CLAIM_MILLIS", "60000");

    public static void main(String[] arguments) throws IOException {
        var worker = arguments[0];
        var cursors = new HashMap<String, String>();
        for (var partition : arguments[1].split(",")) {
            cursors.put(PREFIX + ":{" + partition + "}:handoff", "0-0");
        }
        var streams = new ArrayList<>(cursors.keySet());
        var read = new ArrayList<>(List.of("XREADGROUP", "GROUP", "engines", worker));
        read.addAll(List.of("COUNT", "10", "BLOCK", "1000", "STREAMS"));
        read.addAll(streams);
        streams.forEach(stream -> read.add(">"));
        while (true) {
            for (var stream : streams) { // what a worker that died has left
                var left = list(redis("XAUTOCLAIM", stream, "engines", worker, CLAIM_MILLIS, cursors.get(stream)));
                cursors.put(stream, (String) left.get(0));
                handle(stream, list(left.get(1)));
            }
            for (var fresh : list(redis(read.toArray(String[]::new)))) {
                handle((String) list(fresh).get(0), list(list(fresh).get(1)));
            }
        }
    }

    static void handle(String stream, List<?> entries) throws IOException {
        for (var entry : entries) {
            var message = fields(list(list(entry).get(1)));
            try {
                work(stream.replaceFirst(".*(\\{\\d+}).*", "engine:$1:"), message);
            } catch (IllegalArgumentException failed) { // not acknowledged: it comes again, in the end as a dead letter
                System.out.println("left " + message.get("id") + ": " + failed.getMessage());
                continue;
            }
            if (!message.get("type").equals("remind-run")) {
                var ended = message.get("type").equals("cancel-run") ? "run-cancelled" : "run-completed";
                redis("XADD", PREFIX + ":{0}:signals", "*", "type", ended, "runId", message.get("runId"));
            }
            redis("XACK", stream, "engines", (String) list(entry).get(0));
        }
    }

    static void work(String keys, Map<String, String> message) throws IOException {
        var flow = message.getOrDefault("flow", "");
        if (message.get("type").equals("start-run") && !FLOWS.contains(flow)) {
            throw new IllegalArgumentException("nobody here knows the flow " + flow);
        }
        var data = message.containsKey("dataRef") ? (String) redis("GET", message.get("dataRef")) : message.get("data");
        var effect = String.join(" ", message.get("type"), message.get("id"), message.get("runId"), String.valueOf(data));
        redis("EVAL", WORK, "2", keys + "done:" + message.get("id"), keys + "runs", effect);
        System.out.println("did " + message.get("type") + " " + message.get("runId"));
    }

    // What follows speaks to Redis; a library such as Jedis or Lettuce does it better: passwords, TLS, Redis Cluster.
    static final Socket SOCKET = connect(setting("REDIS", "127.0.0.1:6379").split(":"));

    static InputStream in;

    static Socket connect(String[] address) {
        try {
            var socket = new Socket(address[0], Integer.parseInt(address[1]));
            in = new BufferedInputStream(socket.getInputStream());
            return socket;
        } catch (IOException unreachable) {
            throw new IllegalStateException(unreachable);
        }
    }

    static Object redis(String... words) throws IOException {
        var command = new StringBuilder("*" + words.length + "\r\n");
        for (var word : words) {
            command.append("$" + word.getBytes(StandardCharsets.UTF_8).length + "\r\n" + word + "\r\n");
        }
        SOCKET.getOutputStream().write(command.toString().getBytes(StandardCharsets.UTF_8));
        return reply();
    }

    static Object reply() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) throw new IOException("Redis hung up");
            line.append((char) next);
        }
        var text = line.substring(1).strip();
        return switch (line.charAt(0)) {
            case '-' -> throw new IOException(text);
            case '$' -> text.equals("-1") ? null : bulk(Integer.parseInt(text));
            case '*' -> text.equals("-1") ? null : array(Integer.parseInt(text));
            default -> text;
        };
    }

    static String bulk(int length) throws IOException {
        var bytes = in.readNBytes(length + 2);
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    static List<Object> array(int size) throws IOException {
        var items = new ArrayList<Object>();
        while (items.size() < size) items.add(reply());
        return items;
    }

    static List<?> list(Object reply) {
        return reply == null ? List.of() : (List<?>) reply;
    }

    static Map<String, String> fields(List<?> flat) {
        var fields = new HashMap<String, String>();
        for (int i = 0; i < flat.size(); i += 2) fields.put((String) flat.get(i), (String) flat.get(i + 1));
        return fields;
    }

    static String setting(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }
}
