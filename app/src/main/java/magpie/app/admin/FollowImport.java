package magpie.app.admin;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import magpie.api.Limits;
import magpie.api.UserRefs;
import magpie.api.graph.Follows;
import magpie.api.graph.Graph;
import magpie.api.graph.Pair;
import magpie.api.user.Users;
import magpie.app.node.Node;
import org.jspecify.annotations.Nullable;

/** Makes follows in bulk. Skips what people could not do themselves: a follow by or of an invisible account. */
final class FollowImport {
    private final Node node;

    /**
     * The request.
     *
     * @param follows pairs of ids as decimal text, the follower first
     */
    record Order(@Nullable List<@Nullable List<String>> follows) {}

    FollowImport(Node node) {
        this.node = node;
    }

    /** Makes them and returns how many are new. */
    int make(Order order) {
        List<Pair> pairs = pairs(order);
        Set<Long> visible = visible(pairs);
        List<Pair> possible = pairs.stream()
                .filter(pair -> visible.contains(pair.actorId()) && visible.contains(pair.targetId()))
                .toList();
        return node.contract(Graph.class).follows(new Follows(possible)).made();
    }

    private static List<Pair> pairs(Order order) {
        if (order.follows() == null) {
            throw new OperatorException("follow takes {\"follows\":[[\"follower's id\",\"followee's id\"],…]}.");
        }
        if (order.follows().size() > Limits.FOLLOWS) {
            throw new OperatorException(
                    "These are " + order.follows().size() + " follows (expected: at most " + Limits.FOLLOWS + ").");
        }
        return order.follows().stream().map(FollowImport::pair).toList();
    }

    private static Pair pair(@Nullable List<String> ids) {
        if (ids == null || ids.size() != 2) {
            throw new OperatorException(ids + " is not a pair (expected: the follower's id and the followee's).");
        }
        return new Pair(Operator.number(ids.getFirst()), Operator.number(ids.getLast()));
    }

    private Set<Long> visible(List<Pair> pairs) {
        long[] ids = pairs.stream()
                .flatMapToLong(pair -> LongStream.of(pair.actorId(), pair.targetId()))
                .distinct()
                .toArray();
        Set<Long> visible = new HashSet<>();
        for (int from = 0; from < ids.length; from += Limits.BATCH) {
            long[] batch = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + Limits.BATCH));
            node.contract(Users.class)
                    .profiles(new UserRefs(batch))
                    .profiles()
                    .forEach(profile -> visible.add(profile.id()));
        }
        return visible;
    }
}
