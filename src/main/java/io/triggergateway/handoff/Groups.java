package io.triggergateway.handoff;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Takes groups away that nobody reads, as they hold trimming up for ever. Every method waits. */
@Singleton
public final class Groups {
    private final Streams streams;
    private final Keys keys;
    private final HandoffConfig config;
    private final Script script;

    Groups(Streams streams, Keys keys, HandoffConfig config, Scripts scripts) {
        this.streams = streams;
        this.keys = keys;
        this.config = config;
        this.script = scripts.load("remove-group");
    }

    /** What became of a wish to remove a group. */
    public sealed interface Removal {
        /** It is in {@code gateway.handoff.groups} and would be made again. */
        record Configured() implements Removal {}

        /** There is no such stream, or it has no such group. */
        record NotFound() implements Removal {}

        /** Removed, or what that would mean; one item for each partition that has the group. */
        record Done(List<Part> parts) implements Removal {}
    }

    /**
     * A group in one partition.
     *
     * @param unread entries that it had not read
     * @param exact false where they are too many to be counted
     * @param pending entries that it had read and not acknowledged
     * @param trimmable entries that trimming removes now, counted up to 1,000; 0 when no group is left, as nothing is
     *     trimmed then
     */
    public record Part(int partition, long unread, boolean exact, long pending, long trimmable) {}

    /**
     * Removes a group of a stream from all partitions.
     *
     * @param stream empty for the standard one
     * @param dryRun true to say it only
     */
    public Removal remove(String stream, String group, boolean dryRun) {
        if (!streams.all().contains(stream)) {
            return new Removal.NotFound();
        }
        if (config.groups().contains(group)) {
            return new Removal.Configured();
        }
        var parts = parts(stream, group, dryRun);
        return parts.isEmpty() ? new Removal.NotFound() : new Removal.Done(parts);
    }

    private List<Part> parts(String stream, String group, boolean dryRun) {
        var parts = new ArrayList<Part>();
        for (int partition = 0; partition < keys.partitions(); partition++) {
            var reply = script.call(List.of(keys.handoff(partition, stream)), List.of(group, dryRun ? 1 : 0));
            if (reply.at(0).text().equals("done")) {
                parts.add(new Part(
                        partition,
                        reply.at(1).number(),
                        reply.at(2).text().equals("1"),
                        reply.at(3).number(),
                        reply.at(4).number()));
            }
        }
        return parts;
    }
}
