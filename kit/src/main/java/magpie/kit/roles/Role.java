package magpie.kit.roles;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One row of {@link Roles}: what others may know of a role without its code.
 *
 * @param name its word in {@code --roles}, and the part of its settings
 * @param contracts the contracts it offers to other roles
 * @param topics the topics it writes events to
 * @param calls the roles whose contracts it cannot do without
 * @param asks the roles whose contracts it uses while they are there, and does not wait for
 * @param hears the roles whose topics it follows
 * @param degrades whether it can answer without those it calls, and so calls them through circuit breakers
 */
public record Role(
        String name,
        List<Class<?>> contracts,
        List<String> topics,
        List<String> calls,
        List<String> asks,
        List<String> hears,
        boolean degrades) {

    /** A role of a name, and nothing else yet. */
    static Role named(String name) {
        return new Role(name, List.of(), List.of(), List.of(), List.of(), List.of(), false);
    }

    Role offers(Class<?> contract) {
        return new Role(name, and(contracts, contract), topics, calls, asks, hears, degrades);
    }

    Role tells(String... theseTopics) {
        return new Role(name, contracts, List.of(theseTopics), calls, asks, hears, degrades);
    }

    Role calls(String... roles) {
        return new Role(name, contracts, topics, List.of(roles), asks, hears, degrades);
    }

    Role asks(String... roles) {
        return new Role(name, contracts, topics, calls, List.of(roles), hears, degrades);
    }

    Role hears(String... roles) {
        return new Role(name, contracts, topics, calls, asks, List.of(roles), degrades);
    }

    Role thatDegrades() {
        return new Role(name, contracts, topics, calls, asks, hears, true);
    }

    /** The roles whose contracts it uses. */
    public List<String> peers() {
        return Stream.concat(calls.stream(), asks.stream()).distinct().toList();
    }

    /** The roles it depends on where topics are served by their producers; with a separate log, {@link #peers}. */
    public List<String> needs() {
        return Stream.concat(peers().stream(), hears.stream()).distinct().toList();
    }

    /** Whether it offers nothing to other roles, and so is an edge to the world. */
    public boolean isEdge() {
        return contracts.isEmpty() && topics.isEmpty();
    }

    private static List<Class<?>> and(List<Class<?>> some, Class<?> another) {
        List<Class<?>> all = new ArrayList<>(some);
        all.add(another);
        return List.copyOf(all);
    }
}
