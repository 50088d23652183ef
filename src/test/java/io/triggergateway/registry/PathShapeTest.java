package io.triggergateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathShapeTest {
    @ParameterizedTest
    @CsvSource({
        "/stripe, /stripe, true",
        "/a/b, /a/b, true",
        "/{tenant}/orders, /{}/orders, false",
        "/{a}/{b}, /{}/{}, false",
        "/a/{b}, /a/{}, false"
    })
    void forgetsTheNamesOfParametersInItsClaim(String path, String claim, boolean literal) {
        assertThat(PathShape.of(path).claim()).isEqualTo(claim);
        assertThat(PathShape.of(path).literal()).isEqualTo(literal);
    }

    @Test
    void readsTheParametersOfAPathThatFits() {
        assertThat(PathShape.of("/{tenant}/orders/{id}").match(List.of("acme", "orders", "7")))
                .isEqualTo(Map.of("tenant", "acme", "id", "7"));
        assertThat(PathShape.of("/a").match(List.of("a"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"acme/order", "acme", "acme/orders/7", "'/orders'", "acme/ORDERS", "acme/", "acme/orders/"})
    void fitsNoOtherPath(String path) {
        assertThat(PathShape.of("/{tenant}/orders").match(List.of(path.split("/", -1))))
                .isNull();
    }

    @Test
    void takesAParametersNameForNoLiteral() {
        assertThat(PathShape.of("/{orders}").match(List.of(""))).isNull();
    }
}
