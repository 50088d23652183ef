package io.triggergateway.evidence;

import io.triggergateway.outbound.Outbound;
import io.triggergateway.outbound.OutboundRequest;
import io.triggergateway.verify.Evidence;
import io.triggergateway.verify.Evidence.Finding;
import io.triggergateway.verify.Inquiry;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Puts inquiries to whom they concern. */
@Singleton
public final class Inquirer {
    private static final Logger LOG = Logger.getLogger(Inquirer.class);

    private final KeyCache keys;
    private final ServiceDesk services;
    private final Plugins plugins;
    private final Outbound outbound;

    Inquirer(KeyCache keys, ServiceDesk services, Plugins plugins, Outbound outbound) {
        this.keys = keys;
        this.services = services;
        this.plugins = plugins;
        this.outbound = outbound;
    }

    /** What came of all of them; never fails, as not being able to ask is evidence too. */
    public Future<Evidence> gather(List<Inquiry> inquiries) {
        var findings = inquiries.stream()
                .map(inquiry -> ask(inquiry).otherwise(Inquirer::unexpected))
                .toList();
        return Future.all(findings).map(done -> {
            var evidence = new HashMap<Inquiry, Finding>();
            for (int i = 0; i < findings.size(); i++) {
                evidence.put(inquiries.get(i), findings.get(i).result());
            }
            return new Evidence(evidence);
        });
    }

    /** Fetches a URL with which a subscription is confirmed; empty when that worked, else why not. */
    public Future<Optional<String>> confirm(URI url) {
        return outbound.send(OutboundRequest.get(url))
                .map(reply -> reply.status() / 100 == 2
                        ? Optional.<String>empty()
                        : Optional.of("The confirmation was answered " + reply.status()))
                .otherwise(failure -> Optional.of("The confirmation: " + failure.getMessage()));
    }

    /** Without the failure's own words, which nobody has checked for secrets. */
    private static Finding unexpected(Throwable failure) {
        LOG.errorf("An inquiry failed: %s", failure.getClass().getName());
        return new Finding.Unknown("An inquiry failed unexpectedly; the log says more");
    }

    private Future<Finding> ask(Inquiry inquiry) {
        return switch (inquiry) {
            case Inquiry.Keys about -> keys.find(about);
            case Inquiry.Service(var call) -> services.ask(call);
            case Inquiry.Plugin about -> plugins.ask(about);
        };
    }
}
