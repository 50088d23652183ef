package io.triggergateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.List;

/** The one dialect that is spoken here, and how the library has to be set for it. */
final class Dialect202012 {
    static final String ID = "https://json-schema.org/draft/2020-12/schema";

    private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder()
            .regularExpressionFactory(new Re2Patterns())
            .pathType(PathType.JSON_POINTER)
            .losslessNarrowing(true)
            .build();

    static final Schema META_SCHEMA = registry().getSchema(SchemaLocation.of(ID));

    private Dialect202012() {}

    /** Takes the names away that only other documents need, so that schemas with equal names cannot meet. */
    static Schema compile(JsonNode schema) {
        var nameless =
                schema instanceof ObjectNode object ? object.deepCopy().without(List.of("$id", "$schema")) : schema;
        var compiled = registry().getSchema(nameless);
        compiled.initializeValidators();
        return compiled;
    }

    /** One for each schema: a shared one keeps what it has ever seen. */
    private static SchemaRegistry registry() {
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(CONFIG));
    }
}
