package magpie.graph.neo4j.reads;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import magpie.api.Listing;
import magpie.api.UserPage;
import magpie.api.graph.MutualsListing;
import magpie.graph.neo4j.server.Source;
import magpie.graph.store.GraphStore.Relation;
import org.neo4j.driver.Record;

/**
 * Pages by key. One row more than asked for is read: it tells whether there is more.
 *
 * <p>The hints and the long {@code ORDER BY} make the server walk the index from where the page begins and stop after its
 * last row. Without the hint it may scan all relationships of the kind while there are few, and without {@code SEEK} in it
 * the whole index, as long as it believes the index to be empty: it counts what is in one only now and then. Without the
 * first column in the order it would sort the rest of the list.
 */
public final class Lists {
    /** Of both columns {@code $ONE} is the list's owner and {@code $OTHER} who is in it. */
    private static final String PAGE = "MATCH ()-[r:$KIND]->() USING INDEX SEEK r:$KIND($ONE, id, $OTHER)"
            + " WHERE r.$ONE = $subject AND r.id < $before AND r.$OTHER IS NOT NULL"
            + " RETURN r.id AS key, r.$OTHER AS user ORDER BY r.$ONE DESC, r.id DESC LIMIT $limit";

    public static final String FOLLOWERS = page(Kind.FOLLOWS, "followee", "follower");
    public static final String FOLLOWING = page(Kind.FOLLOWS, "follower", "followee");
    public static final String BLOCKS = page(Kind.BLOCKS, "blocker", "blocked");
    public static final String BLOCKERS = page(Kind.BLOCKS, "blocked", "blocker");
    public static final String MUTES = page(Kind.MUTES, "muter", "muted");
    public static final String MUTERS = page(Kind.MUTES, "muted", "muter");

    /** Whom the user follows, at most the follow limit, and of those one after the other whom the viewer does too. */
    private static final String MUTUALS = "MATCH ()-[r:FOLLOWS]->() USING INDEX SEEK r:FOLLOWS(follower, followee)"
            + " WHERE r.follower = $user AND r.followee < $before"
            + " WITH r.followee AS user ORDER BY r.follower DESC, r.followee DESC"
            + " MATCH ()-[m:FOLLOWS]->() USING INDEX SEEK m:FOLLOWS(follower, followee)"
            + " WHERE m.follower = $viewer AND m.followee = user"
            + " RETURN user AS key, user ORDER BY user DESC LIMIT $limit";

    private final Source source;

    public Lists(Source source) {
        this.source = source;
    }

    private static String page(Kind kind, String one, String other) {
        return kind.in(PAGE.replace("$ONE", one).replace("$OTHER", other));
    }

    public static Map<String, Object> values(long subject, long before, long limit) {
        return Map.of("subject", subject, "before", before, "limit", limit);
    }

    public UserPage page(Relation relation, Listing listing) {
        String statement = switch (relation) {
            case FOLLOWERS -> FOLLOWERS;
            case FOLLOWING -> FOLLOWING;
            case BLOCKS -> BLOCKS;
            case MUTES -> MUTES;
        };
        Map<String, Object> values = values(listing.subjectId(), listing.before(), listing.limit() + 1L);
        return page(source.read(statement, values), listing.limit());
    }

    public UserPage mutuals(MutualsListing listing) {
        Map<String, Object> values = Map.of(
                "viewer", listing.viewerId(),
                "user", listing.userId(),
                "before", listing.before(),
                "limit", listing.limit() + 1L);
        return page(source.read(MUTUALS, values), listing.limit());
    }

    private static UserPage page(List<Record> rows, int limit) {
        int count = Math.min(rows.size(), limit);
        long[] users = users(rows);
        long[] keys = rows.stream().mapToLong(row -> row.get("key").asLong()).toArray();
        return new UserPage(Arrays.copyOf(users, count), Arrays.copyOf(keys, count), rows.size() > limit);
    }

    static long[] users(List<Record> rows) {
        return rows.stream().mapToLong(row -> row.get("user").asLong()).toArray();
    }
}
