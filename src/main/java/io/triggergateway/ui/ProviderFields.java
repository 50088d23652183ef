package io.triggergateway.ui;

import io.triggergateway.verify.ProviderCatalogue;
import io.triggergateway.verify.ProviderDocument;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Services that sign their requests: for choosing one, and what has to be entered for it. */
@Singleton
final class ProviderFields {
    /** Where what a service asks for beside the secret stands. */
    static final String PARAMS = "/endpoint/auth/params/";

    private final ProviderCatalogue catalogue;

    ProviderFields(ProviderCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** A service to choose; {@code reason} says why it cannot be, and is empty where it can. */
    record Item(String id, String name, String reason) {}

    /** Those whose name or id has all the words of {@code search}. */
    List<Item> find(String search) {
        var words = search.toLowerCase(Locale.ROOT).strip().split("\\s+");
        var known = catalogue.all().stream().map(each -> new Item(each.id(), each.name(), ""));
        var others = catalogue.allUnsupported().stream().map(each -> new Item(each.id(), each.name(), each.reason()));
        return Stream.concat(known, others)
                .filter(item -> Stream.of(words)
                        .allMatch(word -> (item.name + " " + item.id)
                                .toLowerCase(Locale.ROOT)
                                .contains(word)))
                .sorted(Comparator.comparing(item -> item.name.toLowerCase(Locale.ROOT)))
                .toList();
    }

    Optional<ProviderDocument> document(String id) {
        return catalogue.find(id);
    }

    /** The field of the secret in the words of its service; none where the service has no secret to enter. */
    Stream<EditorField> secret(EditorField field, String provider) {
        var document = catalogue.find(provider);
        if (document.isEmpty()) {
            return Stream.of(field);
        }
        var label = document.get().people().secretLabel();
        return document.get().needs().secret()
                ? Stream.of(field.withWords(
                        label.isBlank() ? field.label() : label,
                        (document.get().people().whereToFind() + " " + field.hint()).strip()))
                : Stream.of();
    }

    /** The fields of what a service asks for beside the secret. */
    Stream<EditorField> params(String provider) {
        return catalogue.find(provider).stream()
                .flatMap(document -> document.params().stream())
                .map(param -> new EditorField(
                        PARAMS + param.name(),
                        param.secret() ? EditorField.Kind.SECRET : EditorField.Kind.TEXT,
                        param.label(),
                        "",
                        "",
                        "",
                        param.required(),
                        false,
                        false,
                        List.of(),
                        Set.of(),
                        Set.of()));
    }
}
