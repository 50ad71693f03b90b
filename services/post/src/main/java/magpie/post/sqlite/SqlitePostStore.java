package magpie.post.sqlite;

import java.nio.file.Path;
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
import magpie.kit.log.SqliteTopics;
import magpie.kit.sqlite.Schema;
import magpie.kit.sqlite.SqliteDatabase;
import magpie.post.store.PostStore;
import org.jspecify.annotations.Nullable;

/**
 * Stores posts in one SQLite file; the script {@code post-1.sql} explains the layout. Each method is one transaction or
 * one read; the statements live with their tables.
 */
public final class SqlitePostStore implements PostStore {
    private final SqliteDatabase database;
    private final Publishing publishing;
    private final Deletion deletions;
    private final ReactionRows reactions;
    private final AuthorDeletion authorDeletions;
    private final CountCache counts;
    private final Timelines timelines;

    /**
     * Creates a store that writes events to the topics in the same file. It caches the counts of {@code hotPosts} posts
     * and the newest activities of {@code hotAuthors} authors.
     */
    public SqlitePostStore(SqliteDatabase database, SqliteTopics topics, int hotPosts, int hotAuthors) {
        this.database = database;
        this.counts = new CountCache(database, hotPosts);
        this.timelines = new Timelines(database, counts, hotAuthors);
        this.publishing = new Publishing(database.ids(), topics, counts, timelines);
        this.deletions = new Deletion(topics, counts, timelines);
        this.reactions = new ReactionRows(database.ids(), topics, counts, timelines);
        this.authorDeletions = new AuthorDeletion(deletions, reactions);
    }

    /** Opens or creates the file. */
    public static SqliteDatabase open(Path file) {
        return SqliteDatabase.open(file, schema());
    }

    /** Refuses what {@link #open} would refuse, without touching the file. */
    public static void check(Path file) {
        SqliteDatabase.check(file, schema());
    }

    private static Schema schema() {
        return Schema.of(SqlitePostStore.class, "post-1.sql");
    }

    @Override
    public Stored publish(NewPost newPost, @Nullable Once once) {
        return database.write(sql -> publishing.publish(sql, newPost, once));
    }

    @Override
    public @Nullable Post published(long authorId, Once once) {
        return database.read(sql -> KeyRows.answer(sql, authorId, once));
    }

    @Override
    public void delete(PostDeletion deletion) {
        database.write(sql -> deletions.delete(sql, deletion));
    }

    @Override
    public List<Post> read(long[] postIds) {
        return database.read(sql -> PostRows.read(sql, postIds));
    }

    @Override
    public ActivityBatch activities(long[] activityIds) {
        return database.read(sql -> ActivityRows.byIds(sql, activityIds));
    }

    @Override
    public PostStats stats(PostStatsQuery query) {
        return counts.stats(query.viewerId(), query.postIds());
    }

    @Override
    public ActivityPage byAuthor(AuthorListing listing) {
        return timelines.byAuthor(listing);
    }

    @Override
    public ActivityPage merged(Merge merge) {
        return database.read(sql -> ActivityMerge.of(sql, merge));
    }

    @Override
    public long[] ancestors(long postId, int limit) {
        return database.read(sql -> PostRows.ancestors(sql, postId, limit));
    }

    @Override
    public PostKeys replies(Listing listing) {
        return database.read(sql -> PostRows.replies(sql, listing));
    }

    @Override
    public PostKeys byTag(TagListing listing) {
        return database.read(sql -> PostRows.byTag(sql, listing));
    }

    @Override
    public boolean like(long userId, long postId) {
        return database.write(sql -> reactions.like(sql, userId, postId));
    }

    @Override
    public boolean unlike(long userId, long postId) {
        return database.write(sql -> reactions.unlike(sql, userId, postId));
    }

    @Override
    public long repost(long userId, long postId) {
        return database.write(sql -> reactions.repost(sql, userId, postId));
    }

    @Override
    public long unrepost(long userId, long postId) {
        return database.write(sql -> reactions.unrepost(sql, userId, postId));
    }

    @Override
    public UserPage likes(Listing listing) {
        return database.read(sql -> ReactionLists.likes(sql, listing));
    }

    @Override
    public UserPage reposts(Listing listing) {
        return database.read(sql -> ReactionLists.reposts(sql, listing));
    }

    @Override
    public PostKeys likedBy(Listing listing) {
        return database.read(sql -> ReactionLists.likedBy(sql, listing));
    }

    @Override
    public int[] postCounts(long[] userIds) {
        return database.read(sql -> CountRows.posts(sql, userIds));
    }

    @Override
    public Recounted recount(RecountChunk recount) {
        Recounting.Found found = database.read(sql -> Recounting.look(sql, recount));
        return database.write(sql -> Recounting.mend(sql, found, counts));
    }

    @Override
    public void refuse(long userId) {
        database.write(sql -> AuthorDeletion.refuse(sql, userId));
    }

    @Override
    public DeletedChunk deleteAuthor(long userId, int limit) {
        return database.write(sql -> authorDeletions.deleteAuthor(sql, userId, limit));
    }

    @Override
    public boolean clean(int limit) {
        return database.read(CleanUp::next) != 0 && database.write(sql -> CleanUp.clean(sql, limit));
    }

    @Override
    public int forgetKeys(long below, int limit) {
        return database.read(sql -> KeyRows.any(sql, below))
                ? database.write(sql -> KeyRows.forget(sql, below, limit))
                : 0;
    }
}
