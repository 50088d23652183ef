import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends signed deliveries at a fixed rate to gateways that are killed meanwhile, as a provider would: what is not answered
 * with 2xx comes again with the same id, to another gateway. In between is a balancer with a slow start. Run by
 * src/bench/faults.
 *
 * <pre>java Senders.java http://127.0.0.1:1,http://127.0.0.1:2 rate seconds secret name acknowledged-ids-file</pre>
 */
public class Senders {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int ATTEMPTS = 100;
    private static final int MOST_TOLD = 20;

    /** How long the rate rises, in all and of a gateway that has become ready. */
    private static final double RISE_SECONDS = 10;

    private final ThreadLocal<String> lost = ThreadLocal.withInitial(() -> "");
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();
    private final Map<String, Boolean> ready = new ConcurrentHashMap<>();
    private final Map<String, Long> readySince = new ConcurrentHashMap<>();
    private final AtomicLong firstFailures = new AtomicLong();
    private final AtomicLong neverAccepted = new AtomicLong();
    private final List<String> gateways;
    private final String secret;
    private final PrintWriter acknowledged;

    private Senders(List<String> gateways, String secret, PrintWriter acknowledged) {
        this.gateways = gateways;
        this.secret = secret;
        this.acknowledged = acknowledged;
    }

    public static void main(String[] arguments) throws Exception {
        int rate = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        try (var file = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[5])))) {
            var senders = new Senders(List.of(arguments[0].split(",")), arguments[3], file);
            senders.run(rate, seconds, arguments[4]);
            System.out.printf(
                    "%d deliveries, %d never accepted, %d whose first attempt failed; answers: %s%n",
                    (long) rate * seconds,
                    senders.neverAccepted.get(),
                    senders.firstFailures.get(),
                    new TreeMap<>(senders.answers));
        }
    }

    private void run(int rate, int seconds, String name) throws InterruptedException {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor();
                var balancer = Executors.newVirtualThreadPerTaskExecutor()) {
            gateways.forEach(gateway -> balancer.submit(() -> watchReadiness(gateway)));
            long start = System.nanoTime();
            for (int i = 0; i < rate * seconds; i++) {
                int n = i;
                // By the clock, whether earlier ones have been answered or not.
                long due = start + (long) (1e9 * secondsUntil(i, rate));
                while (System.nanoTime() < due) {
                    Thread.sleep(1);
                }
                pool.submit(() -> deliver(name + "-" + n, n));
            }
            pool.shutdown();
            pool.awaitTermination(2, java.util.concurrent.TimeUnit.MINUTES);
            balancer.shutdownNow();
        }
    }

    private static double secondsUntil(int delivery, int rate) {
        double risen = rate * RISE_SECONDS / 2;
        return delivery < risen ? Math.sqrt(2 * RISE_SECONDS * delivery / rate) : RISE_SECONDS + (delivery - risen) / rate;
    }

    /** As a balancer does: one that is not ready gets nothing, unless none is. */
    private void watchReadiness(String gateway) {
        try {
            while (true) {
                boolean isReady = status(request(gateway + "/q/health/ready").GET().build()) == 200;
                if (isReady && !ready.getOrDefault(gateway, true)) {
                    readySince.put(gateway, System.nanoTime());
                }
                ready.put(gateway, isReady);
                Thread.sleep(200);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
    }

    private void deliver(String id, int n) {
        var body = "{\"delivery\":\"" + id + "\",\"padding\":\"" + "x".repeat(900) + "\"}";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var gateway = gateway(n + attempt);
            int status = status(request(gateway + "/api/_triggers/webhooks/faults")
                    .header("Content-Type", "application/json")
                    .header("X-GitHub-Event", "push")
                    .header("X-GitHub-Delivery", id)
                    .header("X-Hub-Signature-256", "sha256=" + sign(body))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build());
            answers.computeIfAbsent(status == 0 ? "none" : Integer.toString(status), first -> new AtomicLong())
                    .incrementAndGet();
            if (status >= 200 && status < 300) {
                acknowledge(id);
                return;
            }
            if (attempt == 0 && firstFailures.incrementAndGet() <= MOST_TOLD) {
                System.out.printf("%s first attempt of %s at %s: %s, readiness %s%n",
                        java.time.LocalTime.now(), id, gateway, status == 0 ? lost.get() : status, ready);
            }
            pause();
        }
        neverAccepted.incrementAndGet();
    }

    private String gateway(int n) {
        for (int i = 0; i < gateways.size(); i++) {
            var gateway = gateways.get((n + i) % gateways.size());
            if (ready.getOrDefault(gateway, true) && isChosen(gateway)) {
                return gateway;
            }
        }
        return gateways.stream().filter(gateway -> ready.getOrDefault(gateway, true)).findFirst()
                .orElseGet(() -> gateways.get(n % gateways.size()));
    }

    private boolean isChosen(String gateway) {
        var since = readySince.get(gateway);
        return since == null
                || ThreadLocalRandom.current().nextDouble() * RISE_SECONDS * 1e9 < System.nanoTime() - since;
    }

    private synchronized void acknowledge(String id) {
        acknowledged.println(id);
    }

    /** 0 when there was no answer. */
    private int status(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException failed) {
            lost.set(failed.toString());
            return 0;
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private String sign(String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes()));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
