package magpie.post.cassandra.posts;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import magpie.api.Ids;
import magpie.api.ServiceException;
import magpie.api.post.PostEvent;
import magpie.api.post.PostEvent.PostPublished;
import magpie.kit.expiry.Expiry;
import magpie.post.cassandra.lists.Entry;
import magpie.post.cassandra.lists.ListKind;
import magpie.post.cassandra.lists.ListRef;
import magpie.post.cassandra.lists.Lists;
import magpie.post.cassandra.near.LocalEffects;
import magpie.post.cassandra.near.PostSummaryCache;
import magpie.post.cassandra.outbox.EventWriter;
import magpie.post.cassandra.posts.KeyRows.Claim;
import magpie.post.cassandra.session.Answer;
import magpie.post.cassandra.session.Engine;
import magpie.post.cassandra.session.UnknownOutcomeException;
import magpie.post.cassandra.session.WriteTimestamps;
import magpie.post.store.PostStore.NewPost;
import magpie.post.store.PostStore.Once;
import magpie.post.store.PostStore.Post;
import magpie.post.store.PostStore.Stored;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a post in one batch with everything it changes. A key is claimed for the post's id before the batch is
 * written; a retry that finds the claim but no post writes the post under that id. So a crash in between neither loses
 * nor duplicates it, and concurrent retries write the same rows.
 */
public final class Publishing {
    private static final int TRIES = 12;
    private static final Duration OLD = Duration.ofSeconds(20);

    private final Engine engine;
    private final EventWriter writer;
    private final PostRows posts;
    private final KeyRows keys;
    private final Lists lists;
    private final GoneUsers gone;
    private final LocalEffects effects;
    private final Deletion deletions;

    public Publishing(Engine engine, EventWriter writer, PostTables tables, LocalEffects effects, Deletion deletions) {
        this.engine = engine;
        this.writer = writer;
        this.posts = tables.posts();
        this.keys = tables.keys();
        this.lists = tables.lists();
        this.gone = tables.gone();
        this.effects = effects;
        this.deletions = deletions;
    }

    public Stored publish(NewPost newPost, @Nullable Once once) {
        Answer<PostSummaryCache.Summary> parent = newPost.replyToId() == 0
                ? () -> PostSummaryCache.NONE
                : engine.beside(() -> effects.summaries().read(newPost.replyToId()));
        gone.check(newPost.authorId());
        if (once == null) {
            long id = writer.nextId();
            return new Stored(write(newPost, id, id, parent.get(), null), false);
        }
        // With a parent, a key is nearly always new, and the claim says if not.
        boolean looks = !parentExists(newPost, parent.get());
        for (int i = 0; i < TRIES; i++) {
            Claim found = looks || i > 0 ? keys.find(newPost.authorId(), once.key()) : null;
            Stored stored = tryOnce(newPost, once, found, parent.get());
            if (stored != null) {
                return stored;
            }
        }
        throw ServiceException.unavailable("Too many requests with the same key at once.", null);
    }

    /** Returns what was published with a key; null for nothing, or for a post begun but not finished. */
    @Nullable
    public Post published(long authorId, Once once) {
        Claim found = keys.find(authorId, once.key());
        if (found == null || found.postId() < once.since()) {
            return null;
        }
        KeyRows.refuseAnother(once, found);
        PostRows.Kept kept = posts.find(found.postId());
        return kept == null ? null : answer(kept, found);
    }

    private static Post answer(PostRows.Kept kept, Claim found) {
        return kept.post().deleted() && found.answer() != null ? found.answer() : kept.post();
    }

    /** Null when another request was faster, or when it is unknown whether this one was. */
    private @Nullable Stored tryOnce(
            NewPost newPost, Once once, @Nullable Claim found, PostSummaryCache.Summary parent) {
        if (found != null && found.postId() >= once.since()) {
            KeyRows.refuseAnother(once, found);
            return repeat(newPost, once, found, parent);
        }
        checkParent(newPost, parent);
        long id = writer.nextId();
        try {
            if (!keys.claim(newPost.authorId(), once, id, found)) {
                return null;
            }
        } catch (UnknownOutcomeException e) {
            Claim now = keys.find(newPost.authorId(), once.key());
            if (now == null || now.postId() != id) {
                return null;
            }
        }
        return new Stored(write(newPost, id, id, parent, once.key()), false);
    }

    private @Nullable Stored repeat(NewPost newPost, Once once, Claim found, PostSummaryCache.Summary parent) {
        PostRows.Kept kept = posts.find(found.postId());
        if (kept != null) {
            return new Stored(answer(kept, found), true);
        }
        checkParent(newPost, parent);
        long event = found.event();
        if (Ids.millis(event) < writer.millis() - OLD.toMillis()) {
            event = writer.nextId();
            try {
                if (!keys.renew(newPost.authorId(), once.key(), found, event)) {
                    return null;
                }
            } catch (UnknownOutcomeException e) {
                return null;
            }
        }
        return new Stored(write(newPost, found.postId(), event, parent, once.key()), true);
    }

    private static void checkParent(NewPost newPost, PostSummaryCache.Summary parent) {
        if (!parentExists(newPost, parent)) {
            throw ServiceException.notFound("post");
        }
    }

    private static boolean parentExists(NewPost newPost, PostSummaryCache.Summary parent) {
        return newPost.replyToId() == 0 || parent.exists();
    }

    private Post write(NewPost newPost, long id, long event, PostSummaryCache.Summary parent, @Nullable String key) {
        checkParent(newPost, parent);
        Expiry.current().check();
        Post post = post(id, newPost, parent.authorId());
        List<BatchableStatement<?>> batch = new ArrayList<>(posts.inserting(post, key));
        long timestamp = WriteTimestamps.written(id);
        for (ListRef list : listsOf(post)) {
            batch.add(lists.add(list, entry(list, post), timestamp));
        }
        batch.add(writer.event(event, PostEvent.TOPIC, post.authorId(), event(post)));
        writer.write(batch);
        effects.summaries().forget(id);
        if (gone.contains(post.authorId())) {
            deletions.delete(new PostRows.Kept(post, key), false);
            throw ServiceException.notFound("account");
        }
        effects.changed(post);
        post.tags().forEach(tag -> effects.counts().sample(new ListRef(ListKind.TAGGED, tag), post.id()));
        return post;
    }

    /** The lists that contain a post. */
    static List<ListRef> listsOf(Post post) {
        List<ListRef> lists = new ArrayList<>();
        lists.add(ListRef.of(ListKind.ACTIVITIES, post.authorId()));
        if (post.replyToId() != 0) {
            lists.add(ListRef.of(ListKind.REPLIES, post.replyToId()));
        }
        post.tags().forEach(tag -> lists.add(new ListRef(ListKind.TAGGED, tag)));
        return lists;
    }

    private static Entry entry(ListRef list, Post post) {
        boolean toAnother = post.replyToId() != 0 && post.replyToAuthorId() != post.authorId();
        boolean activity = list.kind() == ListKind.ACTIVITIES;
        return new Entry(post.id(), post.id(), activity && toAnother ? Entry.REPLY : Entry.POST);
    }

    private static Post post(long id, NewPost newPost, long answeredAuthorId) {
        boolean reply = newPost.replyToId() != 0;
        return new Post(
                id,
                newPost.authorId(),
                newPost.replyToId(),
                reply ? answeredAuthorId : 0,
                newPost.text(),
                newPost.mentionedIds(),
                newPost.tags(),
                false);
    }

    private static PostPublished event(Post post) {
        return new PostPublished(
                post.id(),
                post.authorId(),
                post.replyToId(),
                post.replyToAuthorId(),
                post.mentionedIds().stream().mapToLong(Long::longValue).toArray());
    }
}
