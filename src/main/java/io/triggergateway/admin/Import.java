package io.triggergateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.FlowRecord;
import io.triggergateway.registry.FlowRegistrar;
import io.triggergateway.registry.Registrar;
import io.triggergateway.registry.Registration;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.TriggerRecord;
import io.triggergateway.trigger.FieldError;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Brings many triggers and flows in, each by itself: what is wrong with one does not hold up the others. */
@Singleton
final class Import {
    private static final String TRIGGER = "trigger";
    private static final String FLOW = "flow";

    private final Registry registry;
    private final Registrar registrar;
    private final FlowRegistrar flows;

    Import(Registry registry, Registrar registrar, FlowRegistrar flows) {
        this.registry = registry;
        this.registrar = registrar;
        this.flows = flows;
    }

    /** Writes, or with {@code dryRun} only checks; owners of paths come before those who share them. */
    List<ImportItem> run(JsonNode document, boolean dryRun) {
        var items = new ArrayList<ImportItem>();
        var checked = new ArrayList<TriggerRecord>();
        stream(document.path("triggers"))
                .sorted(Comparator.comparing(Import::sharesItsPath))
                .forEach(trigger -> items.add(trigger(trigger, dryRun, checked)));
        var coming =
                items.stream().filter(ImportItem::good).map(ImportItem::name).collect(Collectors.toSet());
        for (var flow : document.path("flows")) {
            var own = FlowDocuments.own(flow);
            var name = own.path("name").asText();
            items.add(flow(name, own, flows.check(name, own, coming), dryRun));
        }
        return items;
    }

    /** What a dry run finds good goes to {@code checked}: a later one may share its path. */
    private ImportItem trigger(JsonNode document, boolean dryRun, List<TriggerRecord> checked) {
        var name = document.path("name").asText();
        var before = registry.find(name).map(CompiledTrigger::stored);
        var result = dryRun ? registrar.check(document, checked) : registrar.replace(name, document, null);
        if (dryRun && result instanceof Registration.Done(var record, var created)) {
            checked.add(record);
        }
        return item(
                TRIGGER,
                name,
                result,
                before.filter(known -> isSame(known, result)).isPresent());
    }

    private ImportItem flow(String name, JsonNode document, Registration checked, boolean dryRun) {
        boolean same = checked instanceof Registration.FlowDone(var stored, var created)
                && registry.findFlow(name).map(FlowRecord::subscriptions).equals(Optional.of(stored.subscriptions()));
        boolean write = !dryRun && !same && checked instanceof Registration.FlowDone;
        return item(FLOW, name, write ? flows.replace(name, document, null, false) : checked, same);
    }

    private static boolean isSame(TriggerRecord before, Registration result) {
        return result instanceof Registration.Done(var stored, var created)
                && stored.version() == before.version()
                && stored.updatedAt().equals(before.updatedAt());
    }

    private static ImportItem item(String kind, String name, Registration result, boolean same) {
        return switch (result) {
            case Registration.Done(var stored, var created) -> good(kind, name, created, same);
            case Registration.FlowDone(var stored, var created) -> good(kind, name, created, same);
            case Registration.Removed removed -> good(kind, name, false, false);
            case Registration.Invalid(var errors) -> new ImportItem(kind, name, "invalid", errors);
            case Registration.Conflict(var detail) -> conflict(kind, name, detail);
            case Registration.OtherVersion other ->
                conflict(kind, name, "Expected nobody else to write at the same time, but somebody did; try again");
            case Registration.NotFound none -> conflict(kind, name, "Expected it to exist, but it is gone");
        };
    }

    private static ImportItem good(String kind, String name, boolean created, boolean same) {
        return new ImportItem(kind, name, created ? "created" : same ? "unchanged" : "updated", List.of());
    }

    private static ImportItem conflict(String kind, String name, String detail) {
        return new ImportItem(kind, name, "conflict", List.of(new FieldError("", detail)));
    }

    private static boolean sharesItsPath(JsonNode trigger) {
        return trigger.path("endpoint").path("auth").path("type").asText().equals("shared");
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
