package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.CurrentCaller;
import io.triggergateway.access.FormToken;
import io.triggergateway.access.Role;
import io.triggergateway.admin.EndpointResource;
import io.triggergateway.admin.FiringsResource;
import io.triggergateway.admin.RefusalsResource;
import io.triggergateway.admin.ScheduleResource;
import io.triggergateway.admin.SubscriptionsResource;
import io.triggergateway.admin.TriggerQuery;
import io.triggergateway.admin.TriggerStatsResource;
import io.triggergateway.admin.TriggersResource;
import io.triggergateway.admin.Yaml;
import io.triggergateway.page.JsonTree;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registry;
import io.triggergateway.trigger.TriggerType;
import io.triggergateway.verify.ProviderDocument;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Triggers: a list to search in, and all there is to know of one. */
@Path("/ui/triggers")
@Produces(Pages.HTML)
@RunOnVirtualThread
public final class TriggerPages {
    private static final String ON_ONE_PAGE = "25";
    private static final String A_FEW = "10";
    private static final List<String> TYPES =
            Stream.of(TriggerType.values()).map(TriggerType::word).toList();
    private static final Map<String, String> SAID = Map.of(
            "registered", "It is registered.",
            "saved", "It is saved.",
            "partly",
                    "It is saved, but not all of its flows: somebody else wrote at the same time. Look at them below.");
    private static final Set<String> BY_HAND = Set.of("manual", "schedule");

    private final Pages pages;
    private final CurrentCaller caller;
    private final TriggersResource triggers;
    private final TriggerStatsResource stats;
    private final ScheduleResource schedules;
    private final EndpointResource endpoints;
    private final SubscriptionsResource subscriptions;
    private final FiringsResource firings;
    private final RefusalsResource refusals;
    private final Registry registry;
    private final ProviderFields providers;
    private final Trials trials;
    private final EditorAnswers answers;

    TriggerPages(
            Pages pages,
            CurrentCaller caller,
            TriggersResource triggers,
            TriggerStatsResource stats,
            ScheduleResource schedules,
            EndpointResource endpoints,
            SubscriptionsResource subscriptions,
            FiringsResource firings,
            RefusalsResource refusals,
            Registry registry,
            ProviderFields providers,
            Trials trials,
            EditorAnswers answers) {
        this.pages = pages;
        this.caller = caller;
        this.triggers = triggers;
        this.stats = stats;
        this.schedules = schedules;
        this.endpoints = endpoints;
        this.subscriptions = subscriptions;
        this.firings = firings;
        this.refusals = refusals;
        this.registry = registry;
        this.providers = providers;
        this.trials = trials;
        this.answers = answers;
    }

    /**
     * A trigger in the list.
     *
     * @param nextFire null where nothing is due
     */
    record Row(
            JsonNode trigger,
            JsonNode stats,
            HoursChart chart,
            @Nullable String nextFire) {}

    @GET
    @Allowed(Role.VIEWER)
    public String list(@BeanParam TriggerQuery asked) {
        var query = new TriggerQuery(
                Pages.orNull(asked.type()),
                Pages.orNull(asked.origin()),
                Pages.orNull(asked.enabled()),
                Pages.orNull(asked.tag()),
                Pages.orNull(asked.source()),
                Pages.orNull(asked.q()),
                ON_ONE_PAGE,
                Pages.orNull(asked.cursor()));
        var found = triggers.list(query);
        var rows = new ArrayList<Row>();
        found.path("items").forEach(trigger -> rows.add(row(trigger)));
        return pages.page("triggers")
                .data("query", query)
                .data("types", TYPES)
                .data("rows", rows)
                .data("next", found.path("nextCursor").textValue())
                .data("any", !triggers.list(NONE).path("items").isEmpty())
                .render();
    }

    private static final TriggerQuery NONE = new TriggerQuery(null, null, null, null, null, null, "1", null);

    private Row row(JsonNode trigger) {
        var name = trigger.path("name").asText();
        var counts = stats.read(name, null);
        return new Row(trigger, counts, HoursChart.of(counts), nextFire(trigger));
    }

    private @Nullable String nextFire(JsonNode trigger) {
        return isSchedule(trigger)
                ? schedules
                        .read(trigger.path("name").asText(), "1")
                        .at("/items/0/scheduledTime")
                        .textValue()
                : null;
    }

    private static boolean isSchedule(JsonNode trigger) {
        return trigger.path("type").asText().equals("schedule");
    }

    @GET
    @Path("/{name}")
    @Allowed(Role.VIEWER)
    public Response one(@PathParam("name") String name, @QueryParam("said") @DefaultValue("") String said) {
        var trigger = pages.document(triggers.read(name));
        var counts = stats.read(name, null);
        var recent = pages.document(firings.list(name, null, null, null, null, null, A_FEW, null));
        var text = pages.page("trigger")
                .data("said", SAID.getOrDefault(said, ""))
                .data("field", FormToken.FIELD)
                .data("trial", trial(name, recent))
                .data("provider", provider(trigger))
                .data("sentence", sentence(name))
                .data("trigger", trigger)
                .data("byHand", BY_HAND.contains(trigger.path("type").asText()))
                .data("tree", JsonTree.of(trigger))
                .data("yaml", Yaml.write(trigger))
                .data("stats", counts)
                .data("chart", HoursChart.of(counts))
                .data("endpoint", endpoint(trigger))
                .data("schedule", isSchedule(trigger) ? schedules.read(name, A_FEW) : null)
                .data("subscriptions", subscriptions.list(name))
                .data("firings", recent)
                .data("refusals", refusals.list(name))
                .render();
        return answers.html(200, text);
    }

    private @Nullable Trial trial(String name, ObjectNode recent) {
        return caller.get().role().covers(Role.OPERATOR)
                ? registry.find(name)
                        .map(trigger -> trials.begin(trigger, recent))
                        .orElse(null)
                : null;
    }

    private @Nullable ProviderDocument provider(JsonNode trigger) {
        return providers
                .document(trigger.at("/endpoint/auth/provider").asText())
                .orElse(null);
    }

    private @Nullable String sentence(String name) {
        return registry.find(name)
                .map(CompiledTrigger::schedule)
                .map(schedule -> SchedulePreview.sentence(schedule.spec()))
                .orElse(null);
    }

    private @Nullable ObjectNode endpoint(JsonNode trigger) {
        return trigger.has("endpoint") && caller.get().role().covers(Role.OPERATOR)
                ? endpoints.read(trigger.path("name").asText())
                : null;
    }
}
