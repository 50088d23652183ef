package io.triggergateway.evidence;

import io.triggergateway.verify.Evidence;
import io.triggergateway.verify.Evidence.Finding;
import io.triggergateway.verify.Inquiry;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;

/** Puts inquiries to whom they concern. */
@Singleton
public final class Inquirer {
    private final KeyCache keys;
    private final ServiceDesk services;
    private final Plugins plugins;

    Inquirer(KeyCache keys, ServiceDesk services, Plugins plugins) {
        this.keys = keys;
        this.services = services;
        this.plugins = plugins;
    }

    /** What came of all of them; never fails, as not being able to ask is evidence too. */
    public Future<Evidence> gather(List<Inquiry> inquiries) {
        var findings = inquiries.stream().map(this::ask).toList();
        return Future.all(findings).map(done -> {
            var evidence = new HashMap<Inquiry, Finding>();
            for (int i = 0; i < findings.size(); i++) {
                evidence.put(inquiries.get(i), findings.get(i).result());
            }
            return new Evidence(evidence);
        });
    }

    private Future<Finding> ask(Inquiry inquiry) {
        return switch (inquiry) {
            case Inquiry.Keys about -> keys.find(about);
            case Inquiry.Service(var call) -> services.ask(call);
            case Inquiry.Plugin about -> plugins.ask(about);
        };
    }
}
