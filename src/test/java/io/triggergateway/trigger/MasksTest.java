package io.triggergateway.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MasksTest {
    private final Findings findings = new Findings();

    private Auth restore(String incoming, String stored) {
        return Documents.auth(Masks.restore(Documents.webhook(incoming), Documents.webhook(stored), findings));
    }

    @Test
    void restoresWhatAnAnswerMasked() {
        var stored = Documents.webhook(
                "{type: all, of: [{type: bearer, secret: a}, {type: any, of: [{type: ip, allow: [192.0.2.1]}, {type: basic, username: u, secrets: [b, {value: c, expiresAt: '2030-01-01T00:00:00Z'}]}]}]}");
        var masked = TriggerWriter.masked(stored).get("endpoint");
        assertThat(masked.toString()).doesNotContain("\"a\"", "\"b\"", "\"c\"").contains("***");
        var incoming = Documents.trigger(TriggerWriter.masked(stored).toString());
        assertThat(Masks.restore(incoming, stored, findings)).isEqualTo(stored);
        assertThat(findings.isEmpty()).isTrue();
    }

    @Test
    void restoresSecretParamsAndShowsTheOthers() {
        var stored = Documents.webhook(
                "{type: signature, provider: meta, secret: a, params: {verify_token: hush, username: u}}");
        var masked = TriggerWriter.masked(stored);
        assertThat(masked.toString()).doesNotContain("hush").contains("\"username\":\"u\"");
        assertThat(Masks.restore(Documents.trigger(masked.toString()), stored, findings))
                .isEqualTo(stored);
        assertThat(findings.isEmpty()).isTrue();
    }

    @Test
    void asksForASecretParamThatIsNotStored() {
        restore(
                "{type: signature, provider: meta, secret: a, params: {verify_token: '***'}}",
                "{type: signature, provider: meta, secret: a}");
        assertThat(findings.errors())
                .extracting(FieldError::pointer)
                .containsExactly("/endpoint/auth/params/verify_token");
    }

    @Test
    void keepsWhatIsWrittenAnew() {
        assertThat(restore("{type: bearer, secrets: [new, '***']}", "{type: bearer, secret: old}"))
                .isEqualTo(new Auth.Bearer(List.of(new Secret("new", null, null), new Secret("old", null, null))));
        assertThat(findings.isEmpty()).isTrue();
    }

    @Test
    void takesTheValidityFromTheIncomingDocument() {
        var end = Instant.parse("2030-01-01T00:00:00Z");
        assertThat(restore(
                        "{type: bearer, secrets: [{value: '***', expiresAt: '2030-01-01T00:00:00Z'}]}",
                        "{type: bearer, secret: old}"))
                .isEqualTo(new Auth.Bearer(List.of(new Secret("old", null, end))));
    }

    @Test
    void asksForTheValuesWhenTheNumbersDiffer() {
        restore("{type: bearer, secrets: [new, '***']}", "{type: bearer, secrets: [a, b]}");
        assertThat(findings.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/endpoint/auth");
            assertThat(error.detail()).contains("write the values again");
        });
    }

    @Test
    void refusesASecondMaskForOneSecret() {
        restore("{type: bearer, secrets: ['***', '***']}", "{type: bearer, secret: a}");
        assertThat(findings.errors()).extracting(FieldError::pointer).containsExactly("/endpoint/auth/secrets/1");
    }

    @Test
    void neverMovesASecretToAnotherKind() {
        restore("{type: apikey, secret: '***'}", "{type: bearer, secret: a}");
        assertThat(findings.errors()).extracting(FieldError::pointer).containsExactly("/endpoint/auth/secret");
    }

    @Test
    void refusesAMaskWhereNothingIsStored() {
        Masks.restore(Documents.webhook("{type: all, of: [{type: bearer, secret: '***'}]}"), null, findings);
        assertThat(findings.errors()).extracting(FieldError::pointer).containsExactly("/endpoint/auth/of/0/secret");
    }

    @Test
    void leavesTriggersWithoutEndpointAlone() {
        var trigger = Documents.trigger("{name: a, type: manual}");
        assertThat(Masks.restore(trigger, null, findings)).isSameAs(trigger);
    }
}
