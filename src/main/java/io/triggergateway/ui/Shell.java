package io.triggergateway.ui;

import io.triggergateway.access.Role;
import java.util.List;

/**
 * What stands around every page.
 *
 * @param user who looks at it
 * @param csrfToken what changes have to send along; empty where a token was sent in place of a cookie
 */
record Shell(String user, Role role, String csrfToken, Assets.Links assets, List<Item> items) {
    private static final List<Entry> ENTRIES = List.of(
            new Entry("Overview", "/ui", Role.VIEWER),
            new Entry("Triggers", "/ui/triggers", Role.VIEWER),
            new Entry("Firings", "/ui/firings", Role.VIEWER),
            new Entry("Waiting starts", "/ui/pending", Role.VIEWER),
            new Entry("Awaits", "/ui/awaits", Role.VIEWER),
            new Entry("Flows", "/ui/flows", Role.VIEWER),
            new Entry("Hand-off", "/ui/handoff", Role.VIEWER),
            new Entry("Jobs", "/ui/jobs", Role.VIEWER),
            new Entry("Audit", "/ui/audit", Role.ADMIN),
            new Entry("Tokens", "/ui/tokens", Role.ADMIN));

    /** A place in the navigation. */
    record Item(String label, String target, boolean current) {}

    private record Entry(String label, String target, Role needed) {
        boolean leadsTo(String path) {
            return path.equals(target) || !target.equals("/ui") && path.startsWith(target + "/");
        }
    }

    static Shell of(String user, Role role, String csrfToken, Assets.Links assets, String path) {
        var items = ENTRIES.stream()
                .filter(entry -> role.covers(entry.needed))
                .map(entry -> new Item(entry.label, entry.target, entry.leadsTo(path)))
                .toList();
        return new Shell(user, role, csrfToken, assets, items);
    }

    public boolean isOperator() {
        return role.covers(Role.OPERATOR);
    }

    public boolean isEngine() {
        return role.covers(Role.ENGINE);
    }

    public boolean isAdmin() {
        return role.covers(Role.ADMIN);
    }

    public String roleWord() {
        return role.word();
    }
}
