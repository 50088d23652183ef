package io.triggergateway.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.payload.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The providers that the gateway knows: those it comes with, and those of a directory. */
public final class ProviderCatalogue {
    private static final String FOLDER = "/providers/";
    private static final long LARGEST = 256 * 1024;

    /** What is in force: documents by id, and what is wrong with those that are not. */
    private record Contents(Map<String, ProviderDocument> documents, List<String> problems) {}

    private final @Nullable Path directory;
    private final Map<String, UnsupportedProvider> unsupported = new TreeMap<>();
    private final Map<String, ProviderDocument> lastGood = new HashMap<>();
    private volatile Contents contents = new Contents(Map.of(), List.of());

    private ProviderCatalogue(@Nullable Path directory) {
        this.directory = directory;
    }

    /**
     * Loads all documents; one that is broken is left out and told about in {@link #problems}.
     *
     * @param directory further documents, {@code *.json}, which may replace the gateway's own; null for none
     */
    public static ProviderCatalogue load(@Nullable Path directory) {
        var catalogue = new ProviderCatalogue(directory);
        catalogue.loadUnsupported();
        catalogue.reload();
        return catalogue;
    }

    /**
     * Reads everything again; a file that was good and is broken now keeps its last good document. Returns the ids whose
     * documents have changed, come or gone.
     */
    public synchronized Set<String> reload() {
        var documents = new TreeMap<String, ProviderDocument>();
        var problems = new ArrayList<String>();
        list("index.json").forEach(id -> {
            var file = id.asText() + ".json";
            take(ProviderReader.read(file, resource(file)), FOLDER + file, documents, problems);
        });
        for (var file : directory == null ? List.<Path>of() : files(directory, problems)) {
            take(read(file), file.toString(), documents, problems);
        }
        var former = contents.documents();
        contents = new Contents(Collections.unmodifiableSortedMap(documents), List.copyOf(problems));
        return Stream.concat(former.keySet().stream(), documents.keySet().stream())
                .filter(id -> !Objects.equals(former.get(id), documents.get(id)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private void take(
            ProviderReader.Reading reading,
            String file,
            Map<String, ProviderDocument> documents,
            List<String> problems) {
        switch (reading) {
            case ProviderReader.Reading.Good(var document) -> {
                lastGood.put(file, document);
                documents.put(document.id(), document);
            }
            case ProviderReader.Reading.Broken(var problem) -> {
                problems.add(problem);
                var good = lastGood.get(file);
                if (good != null) {
                    documents.put(good.id(), good);
                }
            }
        }
    }

    /** The document of a provider; empty when there is none. */
    public Optional<ProviderDocument> find(String id) {
        return Optional.ofNullable(contents.documents().get(id));
    }

    /** Every document, by id. */
    public List<ProviderDocument> all() {
        return List.copyOf(contents.documents().values());
    }

    /** A provider that cannot be verified, and why; empty for any other. */
    public Optional<UnsupportedProvider> findUnsupported(String id) {
        return Optional.ofNullable(contents.documents().containsKey(id) ? null : unsupported.get(id));
    }

    /** Every provider that cannot be verified, by id. */
    public List<UnsupportedProvider> allUnsupported() {
        return unsupported.values().stream()
                .filter(provider -> !contents.documents().containsKey(provider.id()))
                .toList();
    }

    /** A sentence for each document that could not be loaded. */
    public List<String> problems() {
        return contents.problems();
    }

    private void loadUnsupported() {
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

    private static List<Path> files(Path directory, List<String> problems) {
        var sorted = new ArrayList<Path>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
            files.forEach(sorted::add);
        } catch (IOException unreadable) {
            problems.add("Expected a directory of provider documents, but %s cannot be read".formatted(directory));
        }
        return sorted.stream().sorted().toList();
    }

    private static ProviderReader.Reading read(Path file) {
        var name = String.valueOf(file.getFileName());
        try {
            return Files.size(file) > LARGEST
                    ? new ProviderReader.Reading.Broken("%s: Expected at most %d bytes".formatted(name, LARGEST))
                    : ProviderReader.read(name, Files.readAllBytes(file));
        } catch (IOException unreadable) {
            return new ProviderReader.Reading.Broken("%s: Expected a readable file".formatted(name));
        }
    }
}
