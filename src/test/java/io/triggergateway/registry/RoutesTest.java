package io.triggergateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
    private final Routes routes = new Routes();

    @Test
    void findsALiteralPathBeforeATemplate() {
        add("template", "/{tenant}/orders");
        add("literal", "/acme/orders");

        assertThat(owner("/acme/orders")).contains("literal");
        assertThat(owner("/other/orders")).contains("template");
    }

    @Test
    void readsTheParametersOfATemplate() {
        add("template", "/{tenant}/orders/{id}");

        assertThat(routes.find("/acme/orders/7").orElseThrow().parameters())
                .isEqualTo(Map.of("tenant", "acme", "id", "7"));
    }

    @Test
    void asksTemplatesInTheOrderOfTheirClaims() {
        add("second", "/{a}/{b}");
        add("first", "/orders/{b}");

        assertThat(owner("/orders/7")).contains("first");
        assertThat(owner("/other/7")).contains("second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "//", "/acme", "/acme/orders/", "//orders", "/acme/orders/7", "/ACME/ORDERS/"})
    void findsNothingAtOtherPaths(String path) {
        add("template", "/{tenant}/orders");

        assertThat(routes.find(path)).isEmpty();
    }

    @Test
    void findsNothingAtARemovedPath() {
        var literal = add("literal", "/orders");
        var template = add("template", "/{any}/orders");

        routes.remove(literal);
        routes.remove(template);

        assertThat(routes.find("/orders")).isEmpty();
        assertThat(routes.find("/acme/orders")).isEmpty();
    }

    @Test
    void bringsAllThatShareAPathWithItsOwner() {
        add("m-owner", "/orders");
        share("a-first", "/orders");
        var last = share("z-last", "/orders");

        var route = routes.find("/orders").orElseThrow();
        assertThat(route.owner().name()).isEqualTo("m-owner");
        assertThat(route.triggers()).extracting(CompiledTrigger::name).containsExactly("a-first", "m-owner", "z-last");

        routes.remove(last);
        assertThat(routes.find("/orders").orElseThrow().triggers()).hasSize(2);
    }

    @Test
    void takesTemplatesOfTheSameShapeForOnePath() {
        add("owner", "/{tenant}/orders");
        share("sharer", "/{customer}/orders");

        assertThat(routes.find("/acme/orders").orElseThrow().triggers()).hasSize(2);
    }

    @Test
    void findsNothingWhereOnlySharersAre() {
        share("sharer", "/orders");

        assertThat(routes.find("/orders")).isEmpty();
    }

    @Test
    void replacesATriggerByItsLaterSelf() {
        add("owner", "/orders");
        add("owner", "/orders");

        assertThat(routes.find("/orders").orElseThrow().triggers()).hasSize(1);
    }

    private Optional<String> owner(String path) {
        return routes.find(path).map(route -> route.owner().name());
    }

    private CompiledTrigger add(String name, String path) {
        return added(GivenTrigger.owns(name, path));
    }

    private CompiledTrigger share(String name, String path) {
        return added(GivenTrigger.shares(name, path));
    }

    private CompiledTrigger added(TriggerRecord record) {
        var trigger = GivenTrigger.compiled(record);
        routes.add(trigger);
        return trigger;
    }
}
