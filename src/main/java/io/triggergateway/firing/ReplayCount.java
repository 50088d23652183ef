package io.triggergateway.firing;

import io.triggergateway.accept.AcceptOutcome.StoredFiring;
import io.triggergateway.job.Progress;

/**
 * How one line of the log counts in a bulk replay.
 *
 * @param repeated true when it had been fired by the same job before: by a replica that died at the wrong moment
 */
record ReplayCount(Group group, String name, boolean repeated) {
    static final ReplayCount NOT_SELECTED = new ReplayCount(Group.SKIPPED, "notSelected", false);
    static final ReplayCount NOT_KEPT = new ReplayCount(Group.SKIPPED, "notKept", false);
    static final ReplayCount GONE = new ReplayCount(Group.SKIPPED, "gone", false);
    static final ReplayCount INVALID = new ReplayCount(Group.FAILED, "invalid", false);

    /** Under which of a job's numbers it goes. */
    enum Group {
        FIRED,
        SKIPPED,
        FAILED
    }

    /** A firing that was stored, now or before: it counts the same, so that each counts once. */
    static ReplayCount of(StoredFiring firing) {
        return switch (firing.status()) {
            case ACCEPTED -> new ReplayCount(Group.FIRED, "replayed", firing.duplicate());
            case PENDING -> new ReplayCount(Group.FIRED, "pending", firing.duplicate());
            case IGNORED -> new ReplayCount(Group.FIRED, "ignored", firing.duplicate());
            case FAILED -> new ReplayCount(Group.FAILED, "failed", firing.duplicate());
            case SKIPPED -> new ReplayCount(Group.SKIPPED, "skipped", firing.duplicate());
            case REJECTED -> new ReplayCount(Group.FAILED, "rejected", firing.duplicate());
        };
    }

    /** What counts against the rate. */
    int fired() {
        return name.equals("notSelected") || name.equals("notKept") || name.equals("gone") ? 0 : 1;
    }

    Progress addTo(Progress before) {
        var after = switch (group) {
            case FIRED -> before.plusDone(name);
            case SKIPPED -> before.plusSkipped(name);
            case FAILED -> before.plusFailed(name);
        };
        return repeated ? after.noting("repeated") : after;
    }
}
