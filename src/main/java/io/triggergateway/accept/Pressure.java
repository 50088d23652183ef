package io.triggergateway.accept;

import io.triggergateway.handoff.BacklogAge;
import io.triggergateway.handoff.HandoffConfig;
import jakarta.inject.Singleton;
import java.util.List;

/** What bounds new starts: the length, size and age of what engines have not read yet, and Redis's memory. */
@Singleton
final class Pressure {
    private final HandoffConfig.Backlog backlog;
    private final BacklogAge age;
    private final MemoryGauge memory;

    Pressure(HandoffConfig handoff, BacklogAge age, MemoryGauge memory) {
        this.backlog = handoff.backlog();
        this.age = age;
        this.memory = memory;
    }

    /** None where engines are too late; the door still tells duplicates. */
    Room room(int partition, List<NewFiring> firings) {
        return new Room(isLate(partition, firings) ? 0 : backlog.entries(), backlog.bytes(), memory.isLow(partition));
    }

    /** The same for what can wait. */
    Room roomInBackground(int partition, List<NewFiring> firings) {
        return room(partition, firings).inBackground(memory.isFilling(partition));
    }

    private boolean isLate(int partition, List<NewFiring> firings) {
        return !age.isOverNowhere()
                && firings.stream()
                        .flatMap(firing -> firing.messages().stream())
                        .anyMatch(message -> age.isOver(partition, message.stream()));
    }
}
