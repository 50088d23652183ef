package io.triggergateway.ui;

import io.triggergateway.access.Anonymous;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/** Style and script of the pages, which hold nothing secret. Their addresses change with them, so browsers keep them. */
@Path("/ui/assets")
public final class Assets {
    private static final int HASH = 12;

    private final Map<String, Asset> assets = Map.of(
            "console.css",
            new Asset(
                    "text/css;charset=UTF-8",
                    read("/style/look.css") + read("/style/console.css") + read("/style/editor.css")),
            "console.js",
            new Asset("text/javascript;charset=UTF-8", read("/script/console.js")),
            "editor.js",
            new Asset("text/javascript;charset=UTF-8", read("/script/editor.js")),
            "live.js",
            new Asset("text/javascript;charset=UTF-8", read("/script/live.js")));
    private final Links links =
            new Links(address("console.css"), address("console.js"), address("editor.js"), address("live.js"));

    private record Asset(String type, String text) {}

    /**
     * Where the parts are now.
     *
     * @param editor the script of pages that make, change and try triggers
     * @param live the script of pages that show firings as they come
     */
    record Links(String style, String script, String editor, String live) {}

    Links links() {
        return links;
    }

    @GET
    @Path("/{name}")
    @Anonymous
    public Response get(@PathParam("name") String name) {
        var asset = assets.get(name);
        return asset == null
                ? Response.status(Response.Status.NOT_FOUND).build()
                : Response.ok(asset.text(), asset.type())
                        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                        .build();
    }

    private String address(String name) {
        var text = Objects.requireNonNull(assets.get(name)).text();
        return "/ui/assets/" + name + "?v=" + hash(text).substring(0, HASH);
    }

    private static String read(String name) {
        try (var part = Assets.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(part, "Expected a part of the pages, but there is no " + name)
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("Expected SHA-256 to be there, but it is not", fault);
        }
    }
}
