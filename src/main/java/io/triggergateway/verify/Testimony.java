package io.triggergateway.verify;

import org.jspecify.annotations.Nullable;

/** What somebody else says about a request, taken as the verdict. */
final class Testimony {
    private Testimony() {}

    /** Nobody's word is no pass. */
    static Verdict judge(Evidence.@Nullable Finding finding) {
        return switch (finding) {
            case null -> new Verdict.Unknown("Expected a verdict, but nobody has been asked");
            case Evidence.Finding.Word(var verdict) -> verdict;
            case Evidence.Finding.Unknown(var reason) -> new Verdict.Unknown(reason);
            case Evidence.Finding.Keys keys -> new Verdict.Unknown("Expected a verdict, but got keys");
        };
    }
}
