package magpie.post.cassandra;

import java.util.List;
import magpie.api.Listing;
import magpie.api.RecountChunk;
import magpie.api.Recounted;
import magpie.api.UserPage;
import magpie.api.post.ActivityBatch;
import magpie.api.post.ActivityPage;
import magpie.api.post.AuthorListing;
import magpie.api.post.Merge;
import magpie.api.post.PostDeletion;
import magpie.api.post.PostStats;
import magpie.api.post.PostStatsQuery;
import magpie.api.post.TagListing;
import magpie.post.cassandra.lists.ListKind;
import magpie.post.cassandra.lists.Lists;
import magpie.post.cassandra.near.LocalEffects;
import magpie.post.cassandra.near.PostSummaryCache;
import magpie.post.cassandra.outbox.EventWriter;
import magpie.post.cassandra.posts.CleanUpRows;
import magpie.post.cassandra.posts.Deletion;
import magpie.post.cassandra.posts.PostRows;
import magpie.post.cassandra.posts.PostTables;
import magpie.post.cassandra.posts.Publishing;
import magpie.post.cassandra.posts.Timelines;
import magpie.post.cassandra.reactions.ReactionCache;
import magpie.post.cassandra.reactions.ReactionKind;
import magpie.post.cassandra.reactions.ReactionLists;
import magpie.post.cassandra.reactions.ReactionRows;
import magpie.post.cassandra.reactions.ReactionWriter;
import magpie.post.cassandra.reactions.StatsReads;
import magpie.post.cassandra.session.Engine;
import magpie.post.store.PostStore;
import org.jspecify.annotations.Nullable;

/**
 * Stores posts in Cassandra; {@code post-1.cql} explains the layout. Safe for all threads and any number of processes.
 */
final class CassandraPostStore implements PostStore {
    private final PostRows posts;
    private final Publishing publishing;
    private final Deletion deletions;
    private final ReactionWriter reactions;
    private final StatsReads stats;
    private final Timelines timelines;
    private final ReactionLists lists;
    private final Recounting recounting;
    private final AuthorDeletion authors;
    private final CleanUp cleanUp;

    CassandraPostStore(
            Engine engine,
            EventWriter writer,
            PostTables tables,
            ReactionRows reactionRows,
            ReactionCache reactionCache,
            LocalEffects effects) {
        Lists entries = tables.lists();
        PostSummaryCache summaries = effects.summaries();
        CleanUpRows cleanUps = new CleanUpRows(engine, writer.clock());
        this.posts = tables.posts();
        this.deletions = new Deletion(writer, tables, cleanUps, effects);
        this.publishing = new Publishing(engine, writer, tables, effects, deletions);
        this.reactions = new ReactionWriter(engine, writer, tables, reactionRows, reactionCache, effects);
        this.stats = new StatsReads(engine, summaries, reactionRows, reactionCache);
        this.timelines = new Timelines(engine, entries, summaries, effects.timelines());
        this.lists = new ReactionLists(entries, summaries);
        this.recounting = new Recounting(engine, entries, effects);
        this.authors = new AuthorDeletion(engine, writer, tables, cleanUps, deletions, reactions);
        this.cleanUp = new CleanUp(engine, writer, entries, cleanUps, reactionRows, authors);
    }

    @Override
    public Stored publish(NewPost newPost, @Nullable Once once) {
        return publishing.publish(newPost, once);
    }

    @Override
    public @Nullable Post published(long authorId, Once once) {
        return publishing.published(authorId, once);
    }

    @Override
    public void delete(PostDeletion deletion) {
        deletions.delete(deletion);
    }

    @Override
    public List<Post> read(long[] postIds) {
        return posts.read(postIds);
    }

    @Override
    public ActivityBatch activities(long[] activityIds) {
        return timelines.byIds(activityIds);
    }

    @Override
    public PostStats stats(PostStatsQuery query) {
        return stats.of(query);
    }

    @Override
    public ActivityPage byAuthor(AuthorListing listing) {
        return timelines.byAuthor(listing);
    }

    @Override
    public ActivityPage merged(Merge merge) {
        return timelines.merged(merge);
    }

    @Override
    public long[] ancestors(long postId, int limit) {
        return posts.ancestors(postId, limit);
    }

    @Override
    public PostKeys replies(Listing listing) {
        return lists.replies(listing);
    }

    @Override
    public PostKeys byTag(TagListing listing) {
        return lists.byTag(listing);
    }

    @Override
    public boolean like(long userId, long postId) {
        return reactions.perform(ReactionKind.LIKE, userId, postId, true).changed();
    }

    @Override
    public boolean unlike(long userId, long postId) {
        return reactions.perform(ReactionKind.LIKE, userId, postId, false).changed();
    }

    @Override
    public long repost(long userId, long postId) {
        return reactions.perform(ReactionKind.REPOST, userId, postId, true).id();
    }

    @Override
    public long unrepost(long userId, long postId) {
        return reactions.perform(ReactionKind.REPOST, userId, postId, false).id();
    }

    @Override
    public UserPage likes(Listing listing) {
        return lists.users(ListKind.LIKES, listing);
    }

    @Override
    public UserPage reposts(Listing listing) {
        return lists.users(ListKind.REPOSTS, listing);
    }

    @Override
    public PostKeys likedBy(Listing listing) {
        return lists.likedBy(listing);
    }

    @Override
    public int[] postCounts(long[] userIds) {
        return stats.posts(userIds);
    }

    @Override
    public Recounted recount(RecountChunk recount) {
        return recounting.recount(recount);
    }

    @Override
    public void refuse(long userId) {
        authors.refuse(userId);
    }

    @Override
    public DeletedChunk deleteAuthor(long userId, int limit) {
        return authors.deleteAuthor(userId, limit);
    }

    @Override
    public boolean clean(int limit) {
        return cleanUp.some(limit);
    }

    /** Nothing to do: keys expire by TTL. */
    @Override
    public int forgetKeys(long below, int limit) {
        return 0;
    }
}
