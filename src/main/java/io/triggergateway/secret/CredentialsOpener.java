package io.triggergateway.secret;

import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Secret;
import java.util.List;

/** Opens the secrets of one kind of authentication, so that they can be asked for at any time. */
public interface CredentialsOpener {
    /**
     * Never null; what cannot be opened is noted in {@code findings} and left out.
     *
     * @param pointer where the secrets stand in the document, as a JSON Pointer
     */
    Credentials open(List<Secret> secrets, String pointer, Findings findings);
}
