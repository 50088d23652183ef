package io.triggergateway.admin;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.triggergateway.access.Allowed;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.jboss.jandex.IndexView;

/** Adds to the description of the API what holds for all calls, at build time: roles, refusals, types of bodies. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiDescription implements OASFilter {
    private static final String PACKAGE = ApiDescription.class.getPackageName() + ".";
    private static final String ANYTHING = "*/*";

    private final IndexView index;

    public ApiDescription(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI description) {
        description.getPaths().getPathItems().forEach(this::describe);
    }

    private void describe(String path, PathItem item) {
        item.getOperations().forEach((method, operation) -> {
            var id = operation.getOperationId();
            if (id != null) {
                describe(path, method, operation, id);
            }
        });
    }

    private void describe(String path, HttpMethod method, Operation operation, String id) {
        int end = id.indexOf('_');
        operation.setTags(List.of(id.substring(0, end).replace("Resource", "").toLowerCase(Locale.ROOT)));
        var role = role(id.substring(0, end), id.substring(end + 1));
        role.ifPresent(word -> operation.addExtension("x-required-role", word));
        nameTypesOfBody(operation);
        refuse(operation, Map.of("401", "Unauthorized", "403", "Forbidden", "503", "Unavailable"));
        if (path.contains("{")) {
            refuse(operation, Map.of("404", "NotFound"));
        }
        if (operation.getRequestBody() != null) {
            refuse(operation, Map.of("400", "Malformed", "415", "UnsupportedMediaType", "422", "Invalid"));
        }
        refuseWhereNothingIsSaid(
                operation,
                Map.of(
                        "400",
                        "Malformed",
                        "406",
                        "NotAcceptable",
                        "415",
                        "UnsupportedMediaType",
                        "429",
                        "TooManyFailures"));
        if (method != HttpMethod.GET && role.equals(Optional.of("admin"))) {
            refuse(operation, Map.of("409", "Conflict"));
        }
        if (takes(operation, "If-Match")) {
            refuse(operation, Map.of("412", "VersionMismatch"));
        }
    }

    /** The lowest role, as the method says it; empty for one that is open to everyone. */
    private Optional<String> role(String type, String method) {
        return Optional.ofNullable(index.getClassByName(PACKAGE + type)).stream()
                .flatMap(found -> found.methods().stream())
                .filter(found -> found.name().equals(method))
                .map(found -> found.annotation(Allowed.class.getName()))
                .filter(Objects::nonNull)
                .map(allowed -> allowed.value().asEnum().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    /** Methods take bytes, as they read bodies more strictly than the platform does. */
    private static void nameTypesOfBody(Operation operation) {
        var body = operation.getRequestBody();
        if (body == null) {
            return;
        }
        var content = body.getContent();
        content.removeMediaType(ANYTHING);
        if (content.getMediaTypes().isEmpty()) {
            content.addMediaType("application/json", OASFactory.createMediaType());
        }
    }

    private static boolean takes(Operation operation, String parameter) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(known -> parameter.equals(known.getName()));
    }

    /** What every call may come to, such as by a body where none belongs. */
    private static void refuseWhereNothingIsSaid(Operation operation, Map<String, String> refusals) {
        refuse(
                operation,
                refusals.entrySet().stream()
                        .filter(refusal -> !operation.getResponses().hasAPIResponse(refusal.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static void refuse(Operation operation, Map<String, String> refusals) {
        refusals.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(refusal -> operation
                        .getResponses()
                        .addAPIResponse(
                                refusal.getKey(), OASFactory.createAPIResponse().ref(refusal.getValue())));
    }
}
