package io.triggergateway.schema;

import com.google.re2j.Pattern;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;

/** Patterns by RE2: their time grows with the text only, whatever pattern and text are. */
final class Re2Patterns implements RegularExpressionFactory {
    @Override
    public RegularExpression getRegularExpression(String pattern) {
        var compiled = Pattern.compile(pattern);
        return text -> compiled.matcher(text).find();
    }
}
