package magpie.graph.neo4j.reads;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.graph.CelebrityStatus;
import magpie.api.graph.FollowerPage;
import magpie.api.graph.RelationshipSet;
import magpie.graph.neo4j.server.Source;
import magpie.graph.neo4j.server.Source.Answer;
import magpie.graph.store.GraphStore;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Value;

/**
 * Reads what feeds are made from. Each statement of an answer sees what is committed when it runs, so their order
 * matters: a change between two of them makes the answer true as of a moment ago, or hides more than necessary.
 */
public final class FeedRows {
    /**
     * An author's celebrity status and a page of followers in one query, as a fan-out runs it for every activity. The
     * status comes first: followers added after it was read are listed all the same. A deleted author has none, though
     * rows may still be on their way out; a celebrity's rows are not read.
     */
    public static final String FOLLOWER_PAGE = "MATCH (u:User {id: $subject}) WHERE u.gone IS NULL"
            + " WITH u, CASE WHEN u.since IS NULL OR u.until IS NOT NULL THEN u.id END AS listed CALL (listed) {"
            + " MATCH ()-[r:FOLLOWS]->() USING INDEX SEEK r:FOLLOWS(followee, id, follower)"
            + " WHERE r.followee = listed AND r.id < $before AND r.follower IS NOT NULL"
            + " WITH r ORDER BY r.followee DESC, r.id DESC LIMIT $limit"
            + " RETURN collect(r.id) AS keys, collect(r.follower) AS users}"
            + " RETURN u.id AS id, coalesce(u.since, 0) AS since, coalesce(u.until, 0) AS until, keys, users";

    /** Includes the celebrity status of those followed, who are the other end of each row. */
    public static final String FOLLOWING = "MATCH ()-[r:FOLLOWS]->(a) USING INDEX SEEK r:FOLLOWS(follower, followee)"
            + " WHERE r.follower = $user AND r.followee IS NOT NULL"
            + " RETURN r.followee AS id, coalesce(a.since, 0) AS since, coalesce(a.until, 0) AS until"
            + " ORDER BY r.follower, r.followee";

    private final Source source;

    public FeedRows(Source source) {
        this.source = source;
    }

    public FollowerPage followerPage(Listing step) {
        Map<String, Object> values = ListRows.values(step.subjectId(), step.before(), step.limit() + 1L);
        Answer<List<Record>> answer = source.answer(FOLLOWER_PAGE, values);
        FollowerPage page = followerPage(step, answer.value());
        return answer.behind() ? page.fromReplica() : page;
    }

    private static FollowerPage followerPage(Listing step, List<Record> found) {
        long author = step.subjectId();
        if (found.isEmpty()) {
            return new FollowerPage(CelebrityStatus.ordinary(author), new long[0], 0);
        }
        Record row = found.getFirst();
        long[] keys = longs(row.get("keys"));
        int count = Math.min(keys.length, step.limit());
        long next = keys.length > count ? keys[count - 1] : 0;
        return new FollowerPage(Account.status(row), Arrays.copyOf(longs(row.get("users")), count), next);
    }

    private static long[] longs(Value list) {
        long[] all = new long[list.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = list.get(i).asLong();
        }
        return all;
    }

    /**
     * Reads follows before blocks: a block made in between is then seen as one, and not as a stranger. Reads the newest
     * key before the follows: a follow made in between has a greater key, and is seen as new later.
     */
    public RelationshipSet relationshipSet(long user) {
        Answer<RelationshipSet> answer = source.answer(session -> relationshipSet(session, user));
        return answer.behind() ? answer.value().fromReplica() : answer.value();
    }

    private static RelationshipSet relationshipSet(Session session, long user) {
        List<Record> newest = session.run(ListRows.FOLLOWING, ListRows.values(user, Limits.NEWEST, 1))
                .list();
        List<CelebrityStatus> following =
                session.run(FOLLOWING, Map.of("user", user)).list(Account::status);
        long[] hidden = hidden(session, user);
        List<Record> muted = session.run(ListRows.MUTES, ListRows.values(user, Limits.NEWEST, GraphStore.MAX_HIDDEN))
                .list();
        return new RelationshipSet(
                following.stream().mapToLong(CelebrityStatus::authorId).toArray(),
                newest.isEmpty() ? 0 : newest.getFirst().get("key").asLong(),
                following.stream().filter(status -> status.since() != 0).toList(),
                Arrays.copyOf(hidden, Math.min(hidden.length, GraphStore.MAX_HIDDEN)),
                ListRows.users(muted),
                hidden.length <= GraphStore.MAX_HIDDEN);
    }

    private record Hidden(long key, long user) {
        static Hidden read(Record row) {
            return new Hidden(row.get("key").asLong(), row.get("user").asLong());
        }
    }

    /** At most one more than are named. A mutual block appears once, at the reader's own block. */
    private static long[] hidden(Session session, long user) {
        long most = GraphStore.MAX_HIDDEN + 1L;
        List<Hidden> blocked = rows(session, ListRows.BLOCKS, user, most);
        List<Hidden> blockers = rows(session, ListRows.BLOCKERS, user, most + blocked.size());
        Set<Long> own = new HashSet<>();
        blocked.forEach(row -> own.add(row.user));
        List<Hidden> all = new ArrayList<>(blocked);
        blockers.stream().filter(row -> !own.contains(row.user)).forEach(all::add);
        LongStream newestFirst = sorted(all).mapToLong(Hidden::user);
        return newestFirst.limit(most).toArray();
    }

    private static Stream<Hidden> sorted(List<Hidden> rows) {
        return rows.stream().sorted(Comparator.comparingLong(Hidden::key).reversed());
    }

    private static List<Hidden> rows(Session session, String statement, long user, long limit) {
        return session.run(statement, ListRows.values(user, Limits.NEWEST, limit))
                .list(Hidden::read);
    }
}
