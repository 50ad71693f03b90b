package magpie.engines.cluster;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import magpie.kit.config.ConfigException;
import magpie.kit.roles.Role;
import magpie.kit.roles.Roles;

/**
 * Which roles share a process; by default none do. Roles that share one call each other without a network, and fail,
 * restart and scale together.
 *
 * @param groups the roles of each kind of process; of the roles in one, the last is called by none before it
 */
record Grouping(List<List<String>> groups) {
    private static final List<String> ROLES = Roles.names();

    /**
     * Parses a grouping such as {@code post+feed+gateway}; roles that it does not name are alone.
     *
     * @throws ConfigException for roles that are unknown or named twice, and for processes that would wait for each
     *     other
     */
    static Grouping of(List<String> together) {
        List<List<String>> groups = new ArrayList<>();
        Set<String> named = new LinkedHashSet<>();
        for (String entry : together) {
            List<String> asked = List.of(entry.split("\\+", -1));
            for (String role : asked) {
                if (!ROLES.contains(role) || !named.add(role)) {
                    throw refused(entry, "each of " + String.join(", ", ROLES) + " at most once, joined by +");
                }
            }
            groups.add(ROLES.stream().filter(asked::contains).toList());
        }
        ROLES.stream().filter(role -> !named.contains(role)).map(List::of).forEach(groups::add);
        return new Grouping(groups).inOrder(together);
    }

    /** The roles of other groups that a group calls. */
    List<String> callees(List<String> group) {
        return others(group, Role::peers);
    }

    private static List<String> waitedFor(List<String> group) {
        return others(group, Role::calls);
    }

    private static List<String> others(List<String> group, Function<Role, List<String>> calls) {
        return group.stream()
                .flatMap(role -> calls.apply(Roles.named(role)).stream())
                .filter(role -> !group.contains(role))
                .distinct()
                .toList();
    }

    /** The group that a role is in. */
    List<String> with(String role) {
        return groups.stream()
                .filter(group -> group.contains(role))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("role: " + role + " (expected: one of " + ROLES + ")"));
    }

    /** When a group starts: after every group that it calls. */
    int turn(List<String> group) {
        return waitedFor(group).stream()
                .mapToInt(role -> 1 + turn(with(role)))
                .max()
                .orElse(0);
    }

    /** Orders the groups, each after those that it calls. */
    private Grouping inOrder(List<String> together) {
        List<List<String>> sorted = new ArrayList<>();
        Set<String> there = new TreeSet<>();
        while (sorted.size() < groups.size()) {
            List<List<String>> next = groups.stream()
                    .filter(group -> !sorted.contains(group) && there.containsAll(waitedFor(group)))
                    .toList();
            if (next.isEmpty()) {
                throw refused(
                        String.join(",", together), "processes that do not wait for each other: " + whoCallsWhom());
            }
            next.forEach(there::addAll);
            sorted.addAll(next);
        }
        return new Grouping(List.copyOf(sorted));
    }

    private static ConfigException refused(String asked, String expected) {
        return new ConfigException(List.of("together: " + asked + " (expected: " + expected + ")."));
    }

    private static String whoCallsWhom() {
        return Roles.ALL.stream()
                .filter(role -> !role.calls().isEmpty())
                .map(role -> role.name() + " calls " + String.join(", ", role.calls()))
                .collect(Collectors.joining("; "));
    }
}
