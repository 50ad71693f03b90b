package magpie.post.cassandra.reactions;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import magpie.api.post.PostStats;
import magpie.api.post.PostStatsQuery;
import magpie.post.cassandra.near.PostSummaryCache;
import magpie.post.cassandra.near.PostSummaryCache.Summary;
import magpie.post.cassandra.session.Answer;
import magpie.post.cassandra.session.Engine;
import org.jspecify.annotations.Nullable;

/**
 * Reads counts and the viewer's own reactions, for every page of a feed. Counts are cached briefly
 * ({@link PostSummaryCache}), reactions if the caller says that this will do ({@link ReactionCache}). Otherwise
 * reactions are read, so that people see what they just did: one read for all posts of the same six days.
 */
public final class StatsReads {
    private static final int POSTS_OF_A_READ = 100;

    private final Engine engine;
    private final PostSummaryCache summaries;
    private final ReactionRows rows;
    private final ReactionCache cache;
    private final PreparedStatement posts;

    private record Question(int period, List<Long> postIds) {}

    public StatsReads(Engine engine, PostSummaryCache summaries, ReactionRows rows, ReactionCache cache) {
        this.engine = engine;
        this.summaries = summaries;
        this.rows = rows;
        this.cache = cache;
        this.posts = engine.prepare("SELECT posts FROM user_lists WHERE subject = ? LIMIT 1");
    }

    public PostStats of(PostStatsQuery query) {
        long[] postIds = query.postIds();
        byte[] near = near(query);
        Answer<byte[]> read = near == null ? engine.beside(() -> flags(query.viewerId(), postIds)) : null;
        Summary[] found = summaries.recent(postIds);
        byte[] flags = near == null ? Objects.requireNonNull(read).get() : near;
        PostStats stats = new PostStats(new int[flags.length], new int[flags.length], new int[flags.length], flags);
        for (int i = 0; i < flags.length; i++) {
            Summary summary = found[i];
            if (!summary.exists()) {
                flags[i] = PostStats.GONE;
                continue;
            }
            stats.likes()[i] = summary.likes();
            stats.reposts()[i] = summary.reposts();
            stats.replies()[i] = summary.replies();
        }
        return stats;
    }

    /** Answers without asking the store; null if that is not allowed. */
    private byte @Nullable [] near(PostStatsQuery query) {
        if (query.viewerId() == 0 || query.postIds().length == 0) {
            return new byte[query.postIds().length];
        }
        long quiet = query.token().quietMillis();
        return quiet > 0 ? cache.flags(query.viewerId(), quiet, query.postIds()) : null;
    }

    private byte[] flags(long viewerId, long[] postIds) {
        Map<Long, Byte> known = new HashMap<>();
        for (List<Row> found :
                engine.each(questions(postIds), question -> rows.page(viewerId, question.period, question.postIds))) {
            found.forEach(row -> known.put(row.getLong("post_id"), ReactionRows.flags(row)));
        }
        byte[] flags = new byte[postIds.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = known.getOrDefault(postIds[i], (byte) 0);
        }
        return flags;
    }

    private static List<Question> questions(long[] postIds) {
        List<Question> questions = new ArrayList<>();
        Arrays.stream(postIds)
                .distinct()
                .boxed()
                .collect(Collectors.groupingBy(ReactionRows::period))
                .forEach((period, ids) -> {
                    for (int from = 0; from < ids.size(); from += POSTS_OF_A_READ) {
                        questions.add(
                                new Question(period, ids.subList(from, Math.min(ids.size(), from + POSTS_OF_A_READ))));
                    }
                });
        return questions;
    }

    public int[] posts(long[] userIds) {
        return engine.each(Arrays.stream(userIds).boxed().toList(), this::posts).stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private int posts(long userId) {
        Row row = engine.one(Engine.bind(posts, userId));
        return row == null ? 0 : row.getInt("posts");
    }
}
