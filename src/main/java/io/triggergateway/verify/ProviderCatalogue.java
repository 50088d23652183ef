package io.triggergateway.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.payload.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The providers that the gateway knows: those it comes with, and those of a directory. */
public final class ProviderCatalogue {
    private static final String FOLDER = "/providers/";
    private static final long LARGEST = 256 * 1024;

    private final Map<String, ProviderDocument> documents = new TreeMap<>();
    private final Map<String, UnsupportedProvider> unsupported = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private ProviderCatalogue() {}

    /**
     * Loads all documents; one that is broken is left out and told about in {@link #problems}.
     *
     * @param directory further documents, {@code *.json}, which may replace the gateway's own; null for none
     */
    public static ProviderCatalogue load(@Nullable Path directory) {
        var catalogue = new ProviderCatalogue();
        catalogue.loadOwn();
        if (directory != null) {
            catalogue.loadFrom(directory);
        }
        return catalogue;
    }

    /** The document of a provider; empty when there is none. */
    public Optional<ProviderDocument> find(String id) {
        return Optional.ofNullable(documents.get(id));
    }

    /** Every document, by id. */
    public List<ProviderDocument> all() {
        return List.copyOf(documents.values());
    }

    /** A provider that cannot be verified, and why; empty for any other. */
    public Optional<UnsupportedProvider> findUnsupported(String id) {
        return Optional.ofNullable(documents.containsKey(id) ? null : unsupported.get(id));
    }

    /** Every provider that cannot be verified, by id. */
    public List<UnsupportedProvider> allUnsupported() {
        return unsupported.values().stream()
                .filter(provider -> !documents.containsKey(provider.id()))
                .toList();
    }

    /** A sentence for each document that could not be loaded. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    private void loadOwn() {
        list("index.json").forEach(id -> add(id.asText() + ".json", resource(id.asText() + ".json")));
        list("unsupported.json").forEach(provider -> {
            var id = provider.path("id").asText();
            var name = provider.path("name").asText();
            unsupported.put(
                    id,
                    new UnsupportedProvider(id, name, provider.path("reason").asText()));
        });
    }

    private static JsonNode list(String name) {
        var list = Json.parseOrNull(resource(name));
        if (list == null) {
            throw new IllegalStateException("The list %s of providers is missing from the build".formatted(name));
        }
        return list;
    }

    private static byte[] resource(String name) {
        try (var stream = ProviderCatalogue.class.getResourceAsStream(FOLDER + name)) {
            return stream == null ? new byte[0] : stream.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void loadFrom(Path directory) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
            var sorted = new ArrayList<Path>();
            files.forEach(sorted::add);
            sorted.stream().sorted().forEach(this::loadFile);
        } catch (IOException unreadable) {
            problems.add("Expected a directory of provider documents, but %s cannot be read".formatted(directory));
        }
    }

    private void loadFile(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                problems.add("%s: Expected at most %d bytes".formatted(file.getFileName(), LARGEST));
            } else {
                add(String.valueOf(file.getFileName()), Files.readAllBytes(file));
            }
        } catch (IOException unreadable) {
            problems.add("%s: Expected a readable file".formatted(file.getFileName()));
        }
    }

    private void add(String file, byte[] content) {
        switch (ProviderReader.read(file, content)) {
            case ProviderReader.Reading.Good(var document) -> documents.put(document.id(), document);
            case ProviderReader.Reading.Broken(var problem) -> problems.add(problem);
        }
    }
}
