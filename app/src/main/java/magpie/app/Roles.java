package magpie.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
import magpie.feed.FeedConfig;
import magpie.feed.FeedModule;
import magpie.gateway.GatewayConfig;
import magpie.gateway.GatewayModule;
import magpie.graph.GraphConfig;
import magpie.graph.GraphModule;
import magpie.kafka.LogConfig;
import magpie.kit.engines.EnginesConfig;
import magpie.post.PostConfig;
import magpie.post.PostModule;
import magpie.user.UserConfig;
import magpie.user.UserModule;

/** The table of all roles. A new service is one more row. */
public final class Roles {
    /** Every role, each after those it needs. */
    static final List<Role<?>> ALL = List.of(
            new Role<>(
                    "user",
                    UserConfig.class,
                    List.of(Users.class),
                    List.of(UserEvent.TOPIC),
                    List.of(),
                    List.of(),
                    false,
                    UserModule::check,
                    (config, place) -> UserModule.start(config, place.context())),
            new Role<>(
                    "graph",
                    GraphConfig.class,
                    List.of(Graph.class),
                    List.of(GraphEvent.TOPIC),
                    List.of(),
                    List.of("user"),
                    false,
                    GraphModule::check,
                    (config, place) -> GraphModule.start(config, place.context())),
            new Role<>(
                    "post",
                    PostConfig.class,
                    List.of(Posts.class),
                    List.of(PostEvent.TOPIC, InteractionEvent.TOPIC),
                    List.of(),
                    List.of("user"),
                    false,
                    PostModule::check,
                    (config, place) -> PostModule.start(config, place.context())),
            new Role<>(
                    "feed",
                    FeedConfig.class,
                    List.of(Feeds.class),
                    List.of(),
                    List.of("user", "graph", "post"),
                    List.of("user", "graph", "post"),
                    true,
                    Role.NOTHING_KEPT,
                    (config, place) -> FeedModule.start(config, place.context())),
            new Role<>(
                    "gateway",
                    GatewayConfig.class,
                    List.of(),
                    List.of(),
                    List.of("user", "graph", "post", "feed"),
                    List.of("user"),
                    false,
                    Role.NOTHING_KEPT,
                    (config, place) ->
                            GatewayModule.start(config, Edges.of(place.node()), place.context(), place.ready())));

    private Roles() {}

    /** Every part of the settings and its record; the program's own flags are the part without a name. */
    public static Map<String, Class<? extends Record>> settings() {
        Map<String, Class<? extends Record>> settings = new LinkedHashMap<>();
        settings.put("", NodeConfig.class);
        settings.put("engines", EnginesConfig.class);
        settings.put("log", LogConfig.class);
        ALL.forEach(role -> settings.put(role.name(), role.config()));
        return settings;
    }

    /** The names of all roles, in the order of start. */
    static List<String> names() {
        return ALL.stream().map(Role::name).toList();
    }

    /** The role of a name. */
    static Role<?> named(String name) {
        return first(ALL.stream().filter(role -> role.name().equals(name)), name);
    }

    /** Who offers a contract. */
    static Role<?> offering(Class<?> contract) {
        return first(ALL.stream().filter(role -> role.contracts().contains(contract)), contract.getName());
    }

    /** Who produces a topic. */
    static Role<?> producing(String topic) {
        return first(ALL.stream().filter(role -> role.topics().contains(topic)), topic);
    }

    /** Roles sorted so that each comes after those it needs. */
    static List<Role<?>> inOrder(List<Role<?>> roles) {
        Set<Role<?>> sorted = new LinkedHashSet<>();
        while (sorted.size() < roles.size()) {
            List<String> open = roles.stream()
                    .filter(role -> !sorted.contains(role))
                    .map(Role::name)
                    .toList();
            List<Role<?>> next = roles.stream()
                    .filter(role -> open.contains(role.name()))
                    .filter(role -> role.needs().stream().noneMatch(open::contains))
                    .toList();
            if (next.isEmpty()) {
                throw new IllegalStateException("roles " + open + " need one another in a circle");
            }
            sorted.addAll(next);
        }
        return new ArrayList<>(sorted);
    }

    private static Role<?> first(Stream<Role<?>> roles, String what) {
        return roles.findFirst()
                .orElseThrow(() -> new NoSuchElementException(what + " (expected: offered by a role in Roles)"));
    }
}
