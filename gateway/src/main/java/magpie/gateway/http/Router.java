package magpie.gateway.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a path, segment by segment; a literal segment wins over a variable one, and one that is variable
 * between fixed letters, as in {@code @{name}.atom}, over one that is wholly so: the more of them, the sooner. Jetty's path mappings with
 * URI templates try one regular expression after another: for the feed's path that takes fifty times as long and
 * allocates four kilobytes.
 */
public final class Router {
    private static final int MAX_SEGMENTS = 16;

    private final Node root = new Node();
    /** The longest prefix first. */
    private final List<Api> apis;
    /** Paths without variable segments and their nodes, found without splitting the path. */
    private final Map<String, Node> literals = new HashMap<>();

    /**
     * Routes to these; one of their APIs must have the prefix of all paths.
     *
     * @throws IllegalArgumentException for a path that is not under the prefix of its API, or is there twice
     */
    public Router(List<Route> routes) {
        routes.forEach(this::add);
        apis = routes.stream()
                .map(Route::api)
                .distinct()
                .sorted(Comparator.comparingInt((Api api) -> api.prefix().length())
                        .reversed())
                .toList();
        routes.forEach(this::refuseIfElsewhere);
    }

    /** A route is where an unknown path beside it would be answered by the same API. */
    private void refuseIfElsewhere(Route route) {
        String prefix = route.api().prefix();
        if (!route.template().startsWith(prefix)
                || !api(route.template()).prefix().equals(prefix)) {
            throw new IllegalArgumentException("route: " + route.method() + " " + route.template()
                    + " (expected: under " + prefix + ", as all of its API, and not under another)");
        }
    }

    /**
     * The result of a look-up.
     *
     * @param route the route; null if the path exists but the method does not
     * @param values the variable segments by name
     * @param methods the methods of the path
     * @param api the API of the path
     */
    public record Match(@Nullable Route route, Map<String, String> values, Set<String> methods, Api api) {}

    /** All APIs that have routes. */
    public List<Api> apis() {
        return apis;
    }

    /** The API that answers a path, also one that leads nowhere. */
    public Api api(String method, String path) {
        Match match = match(method, path);
        return match == null ? api(path) : match.api();
    }

    /** The API that answers an unknown path; of several with the same prefix the first. */
    public Api api(String path) {
        for (Api api : apis) {
            if (path.startsWith(api.prefix())) {
                return api;
            }
        }
        return apis.getLast();
    }

    /** Matches a path; null if there is no such path. HEAD is served as GET. */
    public @Nullable Match match(String method, String path) {
        Node whole = literals.get(path);
        if (whole != null) {
            return whole.match(method, Map.of());
        }
        Node node = root;
        Map<String, String> values = Map.of();
        for (String segment : segments(path)) {
            Node next = node.literals.get(segment);
            if (next == null) {
                Variable variable = node.variable(segment);
                if (variable == null) {
                    return null;
                }
                values = values.isEmpty() ? new HashMap<>() : values;
                values.put(variable.name, variable.valueIn(segment));
                next = variable.node;
            }
            node = next;
        }
        return node.match(method, values);
    }

    private void add(Route route) {
        Node node = root;
        for (String segment : segments(route.template())) {
            node = segment.indexOf('{') < 0
                    ? node.literals.computeIfAbsent(segment, s -> new Node())
                    : node.add(Variable.of(segment));
        }
        if (node.routes.put(route.method(), route) != null) {
            throw new IllegalArgumentException(
                    "route: " + route.method() + " " + route.template() + " (expected: each once)");
        }
        if (route.template().indexOf('{') < 0) {
            literals.put(route.template(), node);
        }
    }

    /** Splits the path after the first slash; one that is longer than every route is cut, and so matches none. */
    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>(8);
        int from = 1;
        while (from <= path.length() && segments.size() < MAX_SEGMENTS) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            segments.add(path.substring(from, to));
            from = to + 1;
        }
        return segments;
    }

    /** A segment with a variable in it, between letters that are the same in all. */
    private record Variable(String before, String name, String after, Node node) {
        static Variable of(String segment) {
            int open = segment.indexOf('{');
            int close = segment.indexOf('}');
            return new Variable(
                    segment.substring(0, open),
                    segment.substring(open + 1, close),
                    segment.substring(close + 1),
                    new Node());
        }

        int fixed() {
            return before.length() + after.length();
        }

        boolean isLike(Variable other) {
            return before.equals(other.before) && after.equals(other.after);
        }

        boolean matches(String segment) {
            return segment.length() > fixed() && segment.startsWith(before) && segment.endsWith(after);
        }

        String valueIn(String segment) {
            return segment.substring(before.length(), segment.length() - after.length());
        }
    }

    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();
        final Map<String, Route> routes = new TreeMap<>();
        /** Those with the most fixed letters first. */
        private final List<Variable> variables = new ArrayList<>(1);

        @Nullable
        Match match(String method, Map<String, String> values) {
            if (routes.isEmpty()) {
                return null;
            }
            Route route = routes.get(method.equals("HEAD") ? "GET" : method);
            Api api = (route == null ? routes.values().iterator().next() : route).api();
            return new Match(route, values, routes.keySet(), api);
        }

        @Nullable
        Variable variable(String segment) {
            for (Variable variable : variables) {
                if (variable.matches(segment)) {
                    return variable;
                }
            }
            return null;
        }

        Node add(Variable added) {
            for (Variable variable : variables) {
                if (variable.isLike(added)) {
                    refuseOtherName(variable, added);
                    return variable.node;
                }
            }
            variables.add(added);
            variables.sort(Comparator.comparingInt(Variable::fixed).reversed());
            return added.node;
        }

        private static void refuseOtherName(Variable variable, Variable added) {
            if (!variable.name.equals(added.name)) {
                throw new IllegalArgumentException("path variable: {" + added.name + "} (expected: {" + variable.name
                        + "}, as in its neighbours)");
            }
        }
    }
}
