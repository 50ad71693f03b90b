package magpie.engines.cluster;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import magpie.kit.config.ConfigException;

/**
 * Which roles share a process: usually none do. Those that do call one another without a network between them, and fail,
 * restart and grow together.
 *
 * @param groups the roles of each kind of process; of the roles in one, the last is called by none before it
 */
record Grouping(List<List<String>> groups) {
    /** Every role, and whom it cannot do without; each after those. */
    private static final Map<String, List<String>> CALLS = Map.of(
            "user", List.of(),
            "graph", List.of(),
            "post", List.of(),
            "feed", List.of("graph", "post"),
            "gateway", List.of("user", "graph", "post", "feed"));

    /** Whom a role asks when they are there, and does not wait for. */
    private static final Map<String, List<String>> ASKS = Map.of("feed", List.of("user"));

    private static final List<String> ROLES = List.of("user", "graph", "post", "feed", "gateway");

    /**
     * Reads what was asked for, such as {@code post+feed+gateway}; roles of which it does not speak are alone.
     *
     * @throws ConfigException for roles that are unknown or named twice, and for processes that would wait for each other
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

    /** Whom the processes of a group call: roles of others. */
    List<String> callees(List<String> group) {
        return Stream.concat(others(group, CALLS), others(group, ASKS))
                .distinct()
                .toList();
    }

    private static List<String> waitedFor(List<String> group) {
        return others(group, CALLS).distinct().toList();
    }

    private static Stream<String> others(List<String> group, Map<String, List<String>> calls) {
        return group.stream()
                .flatMap(role -> calls.getOrDefault(role, List.of()).stream())
                .filter(role -> !group.contains(role));
    }

    /** The group that a role is in. */
    List<String> with(String role) {
        return groups.stream()
                .filter(group -> group.contains(role))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("role: " + role + " (expected: one of " + ROLES + ")"));
    }

    /** When a group starts: after all that it calls. */
    int turn(List<String> group) {
        return waitedFor(group).stream()
                .mapToInt(role -> 1 + turn(with(role)))
                .max()
                .orElse(0);
    }

    /** Each after those that it calls. */
    private Grouping inOrder(List<String> together) {
        List<List<String>> sorted = new ArrayList<>();
        Set<String> there = new TreeSet<>();
        while (sorted.size() < groups.size()) {
            List<List<String>> next = groups.stream()
                    .filter(group -> !sorted.contains(group) && there.containsAll(waitedFor(group)))
                    .toList();
            if (next.isEmpty()) {
                throw refused(
                        String.join(",", together),
                        "processes that do not wait for each other: feed is called by gateway and calls graph and post");
            }
            next.forEach(there::addAll);
            sorted.addAll(next);
        }
        return new Grouping(List.copyOf(sorted));
    }

    private static ConfigException refused(String asked, String expected) {
        return new ConfigException(List.of("together: " + asked + " (expected: " + expected + ")."));
    }
}
