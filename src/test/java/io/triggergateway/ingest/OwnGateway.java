package io.triggergateway.ingest;

import io.quarkus.test.junit.QuarkusTestProfile;

/** A gateway for tests that fail at its gate so often that it makes their address wait; others share one. */
public final class OwnGateway implements QuarkusTestProfile {}
