package magpie.gateway.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the route of a path, segment by segment; a literal segment goes before a variable one. */
public final class Router {
    private static final int MAX_SEGMENTS = 16;

    private final Node root = new Node();

    /** A router of these routes. */
    public Router(List<Route> routes) {
        routes.forEach(this::add);
    }

    /**
     * What a path leads to.
     *
     * @param route the route; null when the path exists and the method does not
     * @param values the variable segments by name
     * @param methods the methods that the path has
     */
    public record Match(@Nullable Route route, Map<String, String> values, Set<String> methods) {}

    /** The match of a path; null when there is no such path. HEAD is served as GET. */
    public @Nullable Match match(String method, String path) {
        Node node = root;
        Map<String, String> values = Map.of();
        for (String segment : segments(path)) {
            Node literal = node.literals.get(segment);
            if (literal == null && node.variable != null && !segment.isEmpty()) {
                values = values.isEmpty() ? new HashMap<>() : values;
                values.put(node.variableName, segment);
                literal = node.variable;
            }
            if (literal == null) {
                return null;
            }
            node = literal;
        }
        if (node.routes.isEmpty()) {
            return null;
        }
        return new Match(node.routes.get(method.equals("HEAD") ? "GET" : method), values, node.routes.keySet());
    }

    private void add(Route route) {
        Node node = root;
        for (String segment : segments(route.template())) {
            node = segment.startsWith("{")
                    ? node.variable(segment.substring(1, segment.length() - 1))
                    : node.literals.computeIfAbsent(segment, s -> new Node());
        }
        if (node.routes.put(route.method(), route) != null) {
            throw new IllegalArgumentException(
                    "route: " + route.method() + " " + route.template() + " (expected: each once)");
        }
    }

    /** The segments after the first slash; a path of more than any route has is cut, and so matches none. */
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

    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();
        final Map<String, Route> routes = new TreeMap<>();

        @Nullable
        Node variable;

        String variableName = "";

        Node variable(String name) {
            if (variable == null) {
                variable = new Node();
                variableName = name;
            } else if (!variableName.equals(name)) {
                throw new IllegalArgumentException(
                        "path variable: {" + name + "} (expected: {" + variableName + "}, as in its neighbours)");
            }
            return variable;
        }
    }
}
