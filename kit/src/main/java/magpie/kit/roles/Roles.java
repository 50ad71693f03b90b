package magpie.kit.roles;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Stream;
import magpie.api.feed.Feeds;
import magpie.api.graph.Graph;
import magpie.api.graph.GraphEvent;
import magpie.api.post.InteractionEvent;
import magpie.api.post.PostEvent;
import magpie.api.post.Posts;
import magpie.api.user.UserEvent;
import magpie.api.user.Users;

/**
 * The table of all roles: what each offers, which topics it writes and whom it calls. A new service is one more row.
 * Everything that must know the roles reads it here: the program, the event log, the launcher of clusters, the tests.
 */
public final class Roles {
    /** Every role, each after those it depends on. */
    public static final List<Role> ALL = List.of(
            Role.named("user").offers(Users.class).tells(UserEvent.TOPIC),
            Role.named("graph").offers(Graph.class).tells(GraphEvent.TOPIC).hears("user"),
            Role.named("post")
                    .offers(Posts.class)
                    .tells(PostEvent.TOPIC, InteractionEvent.TOPIC)
                    .hears("user"),
            Role.named("feed")
                    .offers(Feeds.class)
                    .calls("graph", "post")
                    .asks("user")
                    .hears("user", "graph", "post")
                    .thatDegrades(),
            Role.named("gateway").calls("user", "graph", "post", "feed").hears("user"));

    private Roles() {}

    /** The names of all roles, in the order of start. */
    public static List<String> names() {
        return ALL.stream().map(Role::name).toList();
    }

    /** All topics. */
    public static List<String> topics() {
        return ALL.stream().flatMap(role -> role.topics().stream()).toList();
    }

    /** The role of a name; {@link NoSuchElementException} if there is none. */
    public static Role named(String name) {
        return first(ALL.stream().filter(role -> role.name().equals(name)), name);
    }

    /** The role that speaks to the world. */
    public static Role edge() {
        return first(ALL.stream().filter(Role::isEdge), "an edge");
    }

    /** The role that offers a contract. */
    public static Role offering(Class<?> contract) {
        return first(ALL.stream().filter(role -> role.contracts().contains(contract)), contract.getName());
    }

    /** The role that writes a topic. */
    public static Role telling(String topic) {
        return first(ALL.stream().filter(role -> role.topics().contains(topic)), topic);
    }

    /**
     * Sorts roles into turns: the roles of one turn depend only on roles of earlier turns, so they can start in
     * parallel.
     *
     * @throws IllegalStateException for a dependency cycle
     */
    public static List<List<Role>> turns(List<Role> roles) {
        Set<Role> sorted = new LinkedHashSet<>();
        List<List<Role>> turns = new ArrayList<>();
        while (sorted.size() < roles.size()) {
            List<String> open = roles.stream()
                    .filter(role -> !sorted.contains(role))
                    .map(Role::name)
                    .toList();
            List<Role> next = roles.stream()
                    .filter(role -> open.contains(role.name()))
                    .filter(role -> role.needs().stream().noneMatch(open::contains))
                    .toList();
            if (next.isEmpty()) {
                throw new IllegalStateException("roles " + open + " need one another in a cycle");
            }
            sorted.addAll(next);
            turns.add(next);
        }
        return turns;
    }

    private static Role first(Stream<Role> roles, String what) {
        return roles.findFirst()
                .orElseThrow(() -> new NoSuchElementException(what + " (expected: of a role in Roles)"));
    }
}
