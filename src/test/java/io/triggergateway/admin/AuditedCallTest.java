package io.triggergateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditedCallTest {
    @ParameterizedTest
    @CsvSource({
        "POST,   /api/_triggers,                                  create trigger,     ''",
        "PUT,    /api/_triggers/{name},                           put trigger,        [name]",
        "PATCH,  /api/_triggers/{name},                           patch trigger,      [name]",
        "DELETE, /api/_triggers/{name},                           delete trigger,     [name]",
        "POST,   /api/_triggers/{name}/disable,                   disable trigger,    [name]",
        "POST,   /api/_triggers/{name}/execute,                   execute trigger,    [name]",
        "POST,   /api/_triggers/{name}/replay,                    replay trigger,     [name]",
        "POST,   /api/_triggers/{name}/backfill,                  backfill trigger,   [name]",
        "POST,   /api/_triggers/{name}/pairing,                   create pairing,     [name]",
        "POST,   /api/_triggers/{name}/firings/{id}/dismiss,      dismiss firing,     [name]/[id]",
        "POST,   /api/_triggers/{name}/firings/{id}/replay,       replay firing,      [name]/[id]",
        "POST,   /api/_triggers/firings/execute,                  execute firing,     ''",
        "PUT,    /api/_triggers/{name}/subscriptions/{flow},      put subscription,   [name]/[flow]",
        "DELETE, /api/_triggers/flows/{flow},                     delete flow,        [flow]",
        "POST,   /api/_triggers/awaits/{runId}/{stepId}/resolve,  resolve await,      [runId]/[stepId]",
        "DELETE, /api/_triggers/awaits/{runId},                   delete await,       [runId]",
        "DELETE, /api/_triggers/handoff/dead/{id},                delete dead letter, [id]",
        "POST,   /api/_triggers/handoff/dead/{id}/requeue,        requeue dead letter, [id]",
        "DELETE, /api/_triggers/handoff/groups/{stream}/{group},  delete group,       [stream]/[group]",
        "DELETE, /api/_triggers/jobs/{id},                        delete job,         [id]",
        "POST,   /api/_triggers/tokens,                           create token,       ''",
        "DELETE, /api/_triggers/tokens/{name},                    delete token,       [name]",
        "POST,   /ui/triggers/new,                                create trigger,     ''",
        "POST,   /ui/triggers/{name}/edit,                        put trigger,        [name]",
        "POST,   /api/_triggers/import,                           import,             ''",
        "POST,   /api/_triggers/logout,                           logout,             ''",
    })
    void putsACallIntoWords(String method, String template, String what, String name) {
        var call = AuditedCall.of(method, template);

        assertThat(call.what()).isEqualTo(what);
        assertThat(call.name(parameter -> "[" + parameter + "]")).isEqualTo(name);
    }
}
