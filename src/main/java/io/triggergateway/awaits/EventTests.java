package io.triggergateway.awaits;

import io.triggergateway.trigger.AwaitSpec;
import io.triggergateway.trigger.Findings;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The compiled tests of awaits for events: many runs wait in the same words. */
@Singleton
final class EventTests {
    /** Each takes some kilobytes, and a fraction of a millisecond to be made again. */
    private static final int MOST = 2_000;

    private final AwaitCompiler compiler;
    private final Map<AwaitSpec.Wait, EventTest> tests =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<AwaitSpec.Wait, EventTest> eldest) {
                    return size() > MOST;
                }
            });

    EventTests(AwaitCompiler compiler) {
        this.compiler = compiler;
    }

    EventTest of(WaitingAwait await) {
        var known = tests.get(await.spec().on());
        if (known != null) {
            return known;
        }
        var compiled = compiler.compile(await.spec(), await.place(), new Findings());
        var test = new EventTest(compiled.filter(), compiled.schema());
        tests.put(await.spec().on(), test);
        return test;
    }
}
