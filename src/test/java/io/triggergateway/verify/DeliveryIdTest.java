package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several events of one object are no duplicates of each other, although they carry its id. */
class DeliveryIdTest {
    private static @Nullable String id(String provider, Map<String, List<String>> headers, String body) {
        var document = Vectors.document(provider);
        return Vectors.compiled(document.scheme(), Vectors.paramsOf(document), Vectors.bytes("00"))
                .deliveryId(Vectors.post(headers, body));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
        netlify ~ {'id':'d1','state':'building'} ~ {'id':'d1','state':'ready'} ~ d1:ready
        viber ~ {'event':'delivered','message_token':1,'user_id':'u'} ~ {'event':'seen','message_token':1,'user_id':'u'} ~ seen:1:u
        viber ~ {'event':'message','message_token':1} ~ {'event':'message','message_token':2} ~ message:2:
        microsoft-graph ~ {'value':[{'id':'a'}]} ~ {'value':[{'id':'a'},{'id':'b'}]} ~ a,b
        cloudevents-webhook ~ {'source':'/a','id':'1'} ~ {'source':'/b','id':'1'} ~ /b:1
        """)
    void tellsEventsOfOneObjectApart(String provider, String one, String other, String id) {
        var second = id(provider, Map.of(), other.replace('\'', '"'));
        assertThat(second).isEqualTo(id).isNotEqualTo(id(provider, Map.of(), one.replace('\'', '"')));
        assertThat(id(provider, Map.of(), other.replace('\'', '"'))).isEqualTo(second);
    }

    @Test
    void tellsARefundFromItsSale() {
        var form = Map.of("content-type", List.of("application/x-www-form-urlencoded"));
        assertThat(id("gumroad", form, "resource_name=sale&sale_id=s1")).isEqualTo("sale:s1");
        assertThat(id("gumroad", form, "resource_name=refund&sale_id=s1")).isEqualTo("refund:s1");
        assertThat(id("gumroad", form, "sale_id=s1")).isEqualTo("s1");
    }

    @Test
    void tellsTheStatesOfAPaymentApart() {
        var pending = "{\"obj\":{\"id\":1,\"pending\":true,\"success\":false,\"is_capture\":false,\"is_voided\":false,"
                + "\"is_refunded\":false}}";
        assertThat(id("paymob", Map.of(), pending)).isEqualTo("1:true:false:false:false:false");
        assertThat(id("paymob", Map.of(), pending.replace("\"success\":false", "\"success\":true")))
                .isEqualTo("1:true:true:false:false:false");
    }

    /** Deliveries, opens and clicks of one message all carry its id, and none of their own. */
    @Test
    void knowsNoneWhereOnlyTheMessageHasOne() {
        assertThat(id("postmark", Map.of(), "{\"MessageID\":\"m1\",\"RecordType\":\"Click\"}"))
                .isNull();
        assertThat(Vectors.document("postmark").bodyNeverRepeats()).isTrue();
    }
}
