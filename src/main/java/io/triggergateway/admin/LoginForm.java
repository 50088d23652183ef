package io.triggergateway.admin;

import io.triggergateway.payload.Form;
import io.triggergateway.trigger.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the token that somebody logs in with, from JSON or from a form; throws {@link Refused} without one. */
final class LoginForm {
    private static final String FIELD = "token";
    private static final String FORM = "application/x-www-form-urlencoded";

    private LoginForm() {}

    static String token(byte[] body, @Nullable String contentType) {
        var token = isForm(contentType) ? ofForm(body) : ofJson(body, contentType);
        if (token.isEmpty()) {
            var detail = "Expected 'token' with a token of this gateway, but it is missing; send it";
            throw new Refused(
                    ProblemType.INVALID_DOCUMENT.of(detail, List.of(new FieldError("/" + FIELD, "it is missing"))));
        }
        return token;
    }

    private static boolean isForm(@Nullable String contentType) {
        return Objects.requireNonNullElse(contentType, "").regionMatches(true, 0, FORM, 0, FORM.length());
    }

    private static String ofForm(byte[] body) {
        var form = Form.parse(body);
        var values = form == null ? List.<byte[]>of() : form.values(FIELD);
        return values.size() == 1 ? new String(values.getFirst(), StandardCharsets.UTF_8).strip() : "";
    }

    private static String ofJson(byte[] body, @Nullable String contentType) {
        return Body.json(body, contentType).path(FIELD).asText("").strip();
    }
}
