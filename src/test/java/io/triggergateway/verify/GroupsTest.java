package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Senders that repeat time and signature together while they rotate, as Persona does. */
class GroupsTest {
    private static final byte[] OLD = Vectors.bytes("wbhsec_old");
    private static final byte[] NEW = Vectors.bytes("wbhsec_new");
    private static final long NOW = Vectors.NOW.getEpochSecond();
    private static final String BODY = "{\"data\":{\"id\":\"evt_1\"}}";

    private static String mac(byte[] secret, long time) {
        return HexFormat.of().formatHex(Hash.SHA256.mac(secret).doFinal(Vectors.bytes(time + "." + BODY)));
    }

    private static String group(byte[] secret, long time) {
        return "t=" + time + ",v1=" + mac(secret, time);
    }

    private static Verdict verify(String header, byte[] secret) {
        return Vectors.compiled(Vectors.schemeOf("persona"), Map.of(), secret)
                .verify(Vectors.post(Map.of("persona-signature", List.of(header)), BODY));
    }

    @Test
    void passesWithEitherGroup() {
        var both = group(OLD, NOW - 5) + " " + group(NEW, NOW);
        assertThat(verify(both, OLD)).isEqualTo(new Verdict.Passed(0));
        assertThat(verify(both, NEW)).isEqualTo(new Verdict.Passed(0));
        assertThat(verify(both, Vectors.bytes("other"))).isEqualTo(Refusals.mismatch());
    }

    @Test
    void keepsATimeWithItsSignature() {
        var crossed = "t=" + NOW + ",v1=" + mac(OLD, NOW - 5) + " t=" + (NOW - 5) + ",v1=" + mac(OLD, NOW);
        assertThat(verify(crossed, OLD)).isEqualTo(Refusals.mismatch());
    }

    /** A stale group does not become fresh beside another one. */
    @Test
    void refusesAStaleGroupBesideAFreshOne() {
        var stale = group(OLD, NOW - 301);
        assertThat(verify(stale, OLD)).asString().contains("Stale by 1 s");
        assertThat(verify("t=" + NOW + ",v1=00 " + stale, OLD)).isInstanceOf(Verdict.Refused.class);
        assertThat(verify(stale + " t=" + NOW + ",v1=00", OLD)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void refusesNoneAndTooMany() {
        assertThat(verify("", OLD)).isInstanceOf(Verdict.Refused.class);
        assertThat(verify("x", OLD)).isInstanceOf(Verdict.Refused.class);
        var many = (group(NEW, NOW) + " ").repeat(5);
        assertThat(verify(many + group(OLD, NOW), OLD)).asString().contains("at most 5");
        assertThat(verify(many, NEW)).isEqualTo(new Verdict.Passed(0));
    }

    @Test
    void keepsTheGroupForEveryItem() {
        var scheme = """
            {`groups`: `header:sig | split ' '`, `let`: {`t`: `var:group | pick t`},
             `verify`: {`each`: `json:$.items[*]`, `algorithm`: `hmac-sha256`, `signature`: `var:group | pick v1`,
              `over`: `{var:t}.{body}`, `encoding`: `hex`}}""";
        var body = "{\"items\":[1,2]}";
        var mac = HexFormat.of().formatHex(Hash.SHA256.mac(OLD).doFinal(Vectors.bytes("1." + body)));
        assertThat(Vectors.compiled(scheme, Map.of(), OLD)
                        .verify(Vectors.post(Map.of("sig", List.of("t=2,v1=00 t=1,v1=" + mac)), body)))
                .isEqualTo(new Verdict.Passed(0));
    }

    @Test
    void keepsTheHeaderOutOfWhatIsStored() {
        assertThat(Vectors.compiled(Vectors.schemeOf("persona"), Map.of(), OLD).credentialHeaders())
                .containsExactly("persona-signature");
    }

    @Test
    void refusesToCompileGroupsThatAreNotThere() {
        var verify =
                "`verify`: {`algorithm`: `hmac-sha256`, `signature`: `var:group | pick v1`, `over`: `{body}`, `encoding`: `hex`}";
        assertThat(Vectors.findings("{" + verify + "}"))
                .singleElement()
                .asString()
                .contains("\"group\" is not defined");
        assertThat(Vectors.findings("{`groups`: `header:a`, `let`: {`group`: `header:b`}, " + verify + "}"))
                .singleElement()
                .asString()
                .startsWith("/let/group ");
    }
}
