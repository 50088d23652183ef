package io.triggergateway.ui;

import io.triggergateway.access.FormToken;
import io.triggergateway.admin.Yaml;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registry;
import io.triggergateway.trigger.FieldError;
import io.triggergateway.trigger.TriggerType;
import io.triggergateway.trigger.TriggerWriter;
import io.triggergateway.verify.ProviderDocument;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws drafts of triggers as forms or as text. */
@Singleton
final class EditorPage {
    private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream()
            .filter(zone -> !zone.startsWith("SystemV"))
            .sorted()
            .toList();

    private final Pages pages;
    private final Registry registry;
    private final ProviderFields providers;
    private final Clock clock;

    EditorPage(Pages pages, Registry registry, ProviderFields providers, Clock clock) {
        this.pages = pages;
        this.registry = registry;
        this.providers = providers;
        this.clock = clock;
    }

    /**
     * What a page says above the draft.
     *
     * @param name of the trigger that is being changed; empty for a new one
     * @param checked whether {@code errors} are all there are
     * @param stale whether somebody else has changed it meanwhile
     */
    record State(String name, List<FieldError> errors, boolean checked, boolean stale) {
        static State of(String name) {
            return new State(name, List.of(), false, false);
        }

        boolean fresh() {
            return name.isEmpty();
        }
    }

    String render(Draft draft, State state) {
        var fields = EditorSection.of(draft.type()).stream()
                .flatMap(section -> fields(section, draft, state.fresh()))
                .toList();
        var findings =
                state.errors().stream().map(error -> Finding.of(error, fields)).toList();
        var provider = provider(draft);
        return pages.page("editor")
                .data("draft", draft)
                .data("state", state)
                .data("field", FormToken.FIELD)
                .data("sections", draft.written() ? List.of() : sections(draft, state.fresh(), findings))
                .data("carried", draft.written() ? carried(draft.entered()) : List.of())
                .data("findings", findings)
                .data("provider", provider.orElse(null))
                .data("providers", draft.type().equals("webhook") ? providers.find("") : List.of())
                .data("zones", draft.type().equals("schedule") ? ZONES : List.of())
                .data("preview", preview(draft))
                .data("theirs", state.stale() ? theirs(state.name()) : null)
                .data(
                        "types",
                        Stream.of(TriggerType.values()).map(TriggerType::word).toList())
                .render();
    }

    /** What has been saved in place of what the page was opened with. */
    record Theirs(String version, String yaml) {}

    private @Nullable Theirs theirs(String name) {
        return registry.find(name)
                .map(CompiledTrigger::stored)
                .map(stored -> new Theirs(stored.etag(), Yaml.write(TriggerWriter.masked(stored.trigger()))))
                .orElse(null);
    }

    private @Nullable SchedulePreview preview(Draft draft) {
        return draft.type().equals("schedule")
                ? SchedulePreview.of(draft.definition().path("schedule"), clock.instant())
                        .orElse(null)
                : null;
    }

    private Optional<ProviderDocument> provider(Draft draft) {
        return draft.entered().text(Variant.AUTH).equals("provider")
                ? providers.document(draft.entered().text("/endpoint/auth/provider"))
                : Optional.empty();
    }

    /** An input that a page passes on without showing it. */
    record Carried(String name, String value) {}

    private static List<Carried> carried(Entered entered) {
        return entered.values().keySet().stream()
                .filter(name -> name.startsWith("/subscribe/"))
                .map(name -> new Carried(name, entered.text(name)))
                .toList();
    }

    private List<SectionView> sections(Draft draft, boolean fresh, List<Finding> findings) {
        return EditorSection.of(draft.type()).stream()
                .map(section -> section.isRows()
                        ? rows(section, draft.entered(), findings)
                        : section(section, views(fields(section, draft, fresh), draft.entered(), findings)))
                .toList();
    }

    private static SectionView section(EditorSection section, List<FieldView> fields) {
        return new SectionView(
                section,
                fields.stream().filter(view -> !view.field().rare()).toList(),
                fields.stream().filter(view -> view.field().rare()).toList(),
                List.of());
    }

    private static SectionView rows(EditorSection section, Entered entered, List<Finding> findings) {
        var rows = Stream.iterate(0, row -> row < section.count(entered), row -> row + 1)
                .map(row -> views(section.row(row), entered, findings))
                .toList();
        return new SectionView(section, List.of(), List.of(), rows);
    }

    private static List<FieldView> views(Stream<EditorField> fields, Entered entered, List<Finding> findings) {
        return fields.map(field -> FieldView.of(field, entered, error(field, findings)))
                .toList();
    }

    private static String error(EditorField field, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.at().equals(field.at()))
                .map(Finding::sentence)
                .findFirst()
                .orElse("");
    }

    /** A name is given once; and services have their own words and fields. */
    private Stream<EditorField> fields(EditorSection section, Draft draft, boolean fresh) {
        var entered = draft.entered();
        return section.fields(draft.type(), entered)
                .filter(field -> fresh || !field.at().equals("/name"))
                .flatMap(field -> isSecretOfProvider(field, entered)
                        ? ofProvider(field, entered.text("/endpoint/auth/provider"))
                        : Stream.of(field));
    }

    private static boolean isSecretOfProvider(EditorField field, Entered entered) {
        return field.at().equals("/endpoint/auth/secret")
                && entered.text(Variant.AUTH).equals("provider");
    }

    private Stream<EditorField> ofProvider(EditorField secret, String provider) {
        return Stream.concat(providers.secret(secret, provider), providers.params(provider));
    }
}
