package io.triggergateway.handoff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a stream with its groups should be; entries are 1-0, 2-0 and so on. */
final class TrimModel {
    private final TreeMap<Integer, Boolean> entries = new TreeMap<>();
    private final Map<String, Group> groups = new TreeMap<>();
    private int last;
    private int orphans;

    private static final class Group {
        private final TreeSet<Integer> pending = new TreeSet<>();
        private int delivered;

        /** Also an entry that is deleted, but pending, has not been let go. */
        boolean isDoneWithAllUpTo(int entry) {
            return entry <= delivered && pending.headSet(entry, true).isEmpty();
        }
    }

    boolean has(String group) {
        return groups.containsKey(group);
    }

    /** The name of the group. */
    String create(String name, boolean atTheEnd) {
        var group = new Group();
        group.delivered = atTheEnd ? last : 0;
        groups.put(name, group);
        return name;
    }

    void destroy(String name) {
        groups.remove(name);
    }

    String add(boolean large) {
        entries.put(++last, large);
        return id(last);
    }

    List<String> read(String name, int count) {
        var group = group(name);
        var read = entries.tailMap(group.delivered, false).keySet().stream()
                .limit(count)
                .toList();
        group.pending.addAll(read);
        group.delivered = read.isEmpty() ? group.delivered : read.getLast();
        return read.stream().map(TrimModel::id).toList();
    }

    void acknowledge(String name, String id) {
        group(name).pending.remove(number(id));
    }

    /** Who claims what is deleted lets it go. */
    void claim(String name, String id) {
        if (!entries.containsKey(number(id))) {
            group(name).pending.remove(number(id));
        }
    }

    void claimAll(String name) {
        group(name).pending.retainAll(entries.keySet());
    }

    /** Whoever deletes entries by hand leaves their payloads. */
    void delete(String id) {
        orphans += entries.remove(number(id)) ? 1 : 0;
    }

    List<String> trim(int most) {
        var gone = new ArrayList<String>();
        while (!groups.isEmpty() && !entries.isEmpty() && gone.size() < most && isDone(entries.firstKey())) {
            gone.add(id(entries.pollFirstEntry().getKey()));
        }
        return gone;
    }

    private boolean isDone(int entry) {
        return groups.values().stream().allMatch(group -> group.isDoneWithAllUpTo(entry));
    }

    List<String> ids() {
        return entries.keySet().stream().map(TrimModel::id).toList();
    }

    /** How many payloads there are. */
    int payloads() {
        return orphans + (int) entries.values().stream().filter(large -> large).count();
    }

    @Nullable
    String any(int number) {
        return chosen(List.copyOf(entries.keySet()), number);
    }

    @Nullable
    String anyPending(String name, int number) {
        return has(name) ? chosen(List.copyOf(group(name).pending), number) : null;
    }

    private static @Nullable String chosen(List<Integer> among, int number) {
        return among.isEmpty() ? null : id(among.get(number % among.size()));
    }

    private Group group(String name) {
        return groups.get(name);
    }

    private static String id(int number) {
        return number + "-0";
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring(0, id.indexOf('-')));
    }
}
