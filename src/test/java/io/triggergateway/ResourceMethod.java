package io.triggergateway;

import io.triggergateway.access.Allowed;
import io.triggergateway.access.Anonymous;
import io.triggergateway.access.Role;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** One call that the code answers, found by looking through all compiled classes: nobody has to list it. */
record ResourceMethod(String verb, String path, Method method) {
    private static final java.nio.file.Path CLASSES = java.nio.file.Path.of("target", "classes");

    /** The lowest role that may make it; empty for one that is open to everyone. */
    Optional<Role> role() {
        return Optional.ofNullable(method.getAnnotation(Allowed.class)).map(Allowed::value);
    }

    boolean isAnonymous() {
        return method.isAnnotationPresent(Anonymous.class);
    }

    /** True for pages, which the description of the API does not have. */
    boolean isPage() {
        return !path.startsWith("/api/");
    }

    @Override
    public String toString() {
        return verb + " " + path;
    }

    static List<ResourceMethod> all() throws IOException {
        try (var files = Files.walk(CLASSES.resolve("io/triggergateway"))) {
            return files.map(ResourceMethod::type)
                    .filter(Objects::nonNull)
                    .flatMap(ResourceMethod::of)
                    .sorted(Comparator.comparing(ResourceMethod::path).thenComparing(ResourceMethod::verb))
                    .toList();
        }
    }

    private static Class<?> type(java.nio.file.Path file) {
        var name = CLASSES.relativize(file).toString().replace('/', '.');
        if (!name.endsWith(".class") || name.contains("$") || name.endsWith("-info.class")) {
            return null;
        }
        try {
            var loader = Thread.currentThread().getContextClassLoader();
            var type = Class.forName(name.substring(0, name.length() - ".class".length()), false, loader);
            return type.isAnnotationPresent(Path.class) ? type : null;
        } catch (ClassNotFoundException gone) {
            throw new UncheckedIOException(new IOException(gone));
        }
    }

    private static Stream<ResourceMethod> of(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .flatMap(method -> Arrays.stream(method.getAnnotations())
                        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                        .filter(Objects::nonNull)
                        .map(verb -> new ResourceMethod(verb.value(), whole(type, method), method)));
    }

    private static String whole(Class<?> type, Method method) {
        var own = method.getAnnotation(Path.class);
        var path = "/" + type.getAnnotation(Path.class).value() + "/" + (own == null ? "" : own.value());
        return path.replaceAll("/+", "/").replaceAll("(.)/$", "$1").replaceAll("\\{(\\w+):[^}]*}", "{$1}");
    }
}
