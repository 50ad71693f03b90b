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
 * Pages by key. One extra row is read, which tells whether there is more.
 *
 * <p>The hints and the long {@code ORDER BY} make the server walk the index from the page's start and stop after its
 * last row. Without the hint it may scan all relationships of the kind while there are few. Without {@code SEEK} it may
 * scan the whole index while it believes the index to be empty, as it updates that statistic only now and then. Without
 * the first column in the order it would sort the rest of the list.
 */
public final class ListRows {
    /** {@code $ONE} is the column with the list's owner, {@code $OTHER} the one with its members. */
    private static final String PAGE = "MATCH ()-[r:$KIND]->() USING INDEX SEEK r:$KIND($ONE, id, $OTHER)"
            + " WHERE r.$ONE = $subject AND r.id < $before AND r.$OTHER IS NOT NULL"
            + " RETURN r.id AS key, r.$OTHER AS user ORDER BY r.$ONE DESC, r.id DESC LIMIT $limit";

    public static final String FOLLOWERS = page(Kind.FOLLOWS, "followee", "follower");
    public static final String FOLLOWING = page(Kind.FOLLOWS, "follower", "followee");
    public static final String BLOCKS = page(Kind.BLOCKS, "blocker", "blocked");
    public static final String BLOCKERS = page(Kind.BLOCKS, "blocked", "blocker");
    public static final String MUTES = page(Kind.MUTES, "muter", "muted");
    public static final String MUTERS = page(Kind.MUTES, "muted", "muter");

    /** Walks whom the user follows, at most the follow limit, and keeps those that the viewer follows too. */
    private static final String MUTUALS = "MATCH ()-[r:FOLLOWS]->() USING INDEX SEEK r:FOLLOWS(follower, followee)"
            + " WHERE r.follower = $user AND r.followee < $before"
            + " WITH r.followee AS user ORDER BY r.follower DESC, r.followee DESC"
            + " MATCH ()-[m:FOLLOWS]->() USING INDEX SEEK m:FOLLOWS(follower, followee)"
            + " WHERE m.follower = $viewer AND m.followee = user"
            + " RETURN user AS key, user ORDER BY user DESC LIMIT $limit";

    private final Source source;

    public ListRows(Source source) {
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
