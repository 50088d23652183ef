package io.triggergateway.evidence;

import static io.triggergateway.outbound.GivenOutbound.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.verify.Evidence.Finding;
import io.triggergateway.verify.Inquiry;
import io.triggergateway.verify.Verdict;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real service that is asked about a request. */
class ServiceDeskTest {
    private GivenService service;
    private ServiceDesk desk;

    @BeforeEach
    void serve() throws Exception {
        service = new GivenService();
        desk = new ServiceDesk(service.outbound("10s"));
    }

    @AfterEach
    void close() throws Exception {
        service.close();
    }

    private Finding ask(String secret) throws Exception {
        return await(desk.ask(new Inquiry.Call(
                "POST", service.url("/judge"), Map.of("Authorization", "Bearer " + secret), "{\"method\":\"POST\"}")));
    }

    private Finding answered(int status, String answer) throws Exception {
        service.answer(status, answer);
        return ask("hush");
    }

    @Test
    void passesWhatTheServiceLetsPass() throws Exception {
        assertThat(answered(200, "{\"passed\":true}")).isEqualTo(new Finding.Word(new Verdict.Passed(null)));
        var asked = service.asked().getFirst();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.body()).isEqualTo("{\"method\":\"POST\"}");
        assertThat(asked.headers())
                .containsEntry("authorization", "Bearer hush")
                .containsEntry("content-type", "application/json");
    }

    @Test
    void refusesWithTheReasonOfTheService() throws Exception {
        assertThat(answered(200, "{\"passed\":false,\"reason\":\"Not on Sundays\"}"))
                .isEqualTo(new Finding.Word(new Verdict.Refused(401, "Not on Sundays")));
        assertThat(answered(200, "{\"passed\":false,\"reason\":\"" + "x".repeat(5000) + "\"}"))
                .asString()
                .hasSizeLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void takesAStatusForANo(int status) throws Exception {
        assertThat(answered(status, "{\"passed\":true}"))
                .isInstanceOfSatisfying(
                        Finding.Word.class, word -> assertThat(word.verdict()).isInstanceOf(Verdict.Refused.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|",
                "200|no JSON",
                "200|true",
                "200|{}",
                "200|{\"passed\":\"true\"}",
                "200|{\"passed\":1}",
                "200|{\"passed\":null}",
                "204|",
                "302|{\"passed\":true}",
                "404|{\"passed\":true}",
                "500|{\"passed\":true}"
            })
    void doesNotKnowWhenTheServiceSaysSomethingElse(int status, String answer) throws Exception {
        assertThat(answered(status, answer == null ? "" : answer)).isInstanceOf(Finding.Unknown.class);
    }

    @Test
    void doesNotKnowWhenTheServiceIsOutOfReach() throws Exception {
        service.stop();
        assertThat(ask("hush")).isInstanceOf(Finding.Unknown.class);
    }

    @Test
    void asksNobodyWhoIsNotListed() throws Exception {
        var call = new Inquiry.Call("POST", URI.create("https://elsewhere.example.com/"), Map.of(), "{}");
        assertThat(await(desk.ask(call))).asString().contains("gateway.outbound.allow");
    }

    @Test
    void doesNotKnowWhenNoHeaderCanCarryTheSecret() throws Exception {
        assertThat(ask("hush\nhush"))
                .isInstanceOfSatisfying(
                        Finding.Unknown.class,
                        unknown -> assertThat(unknown.reason()).doesNotContain("hush"));
        assertThat(service.asked()).isEmpty();
    }
}
