package magpie.post.cassandra.reactions;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import magpie.api.Ids;
import magpie.api.ServiceException;
import magpie.api.post.InteractionEvent;
import magpie.api.post.PostEvent;
import magpie.kit.expiry.Expiry;
import magpie.post.cassandra.lists.Entry;
import magpie.post.cassandra.lists.ListKind;
import magpie.post.cassandra.lists.ListRef;
import magpie.post.cassandra.lists.Lists;
import magpie.post.cassandra.near.LocalEffects;
import magpie.post.cassandra.outbox.EventWriter;
import magpie.post.cassandra.posts.GoneUsers;
import magpie.post.cassandra.posts.PostTables;
import magpie.post.cassandra.reactions.ReactionRows.Claim;
import magpie.post.cassandra.session.Answer;
import magpie.post.cassandra.session.Engine;
import magpie.post.cassandra.session.UnknownOutcomeException;
import magpie.post.cassandra.session.WriteTimestamps;
import org.jspecify.annotations.Nullable;

/**
 * Writes likes and reposts. First a condition on the person's own row decides: two requests of one person make one
 * like, and a hot post causes no contention. Then one batch writes the rest: what the viewer sees, the lists, the
 * event. A process that dies in between leaves an invisible claim, which the next request for the same reaction
 * finishes. Finishing writes the same rows with the same timestamps, so it is idempotent, and a late batch changes
 * nothing. After the deadline this request decides nothing more: before the claim nothing is claimed, and a claim made
 * too late stays unfinished, to be settled before the next request for the same reaction.
 */
public final class ReactionWriter {
    private static final int TRIES = 12;

    /** The outbox's reader may no longer find the event of an unfinished claim that is older than this. */
    private static final Duration OLD = Duration.ofSeconds(20);

    private final Engine engine;
    private final EventWriter writer;
    private final Lists lists;
    private final GoneUsers gone;
    private final ReactionRows rows;
    private final ReactionCache cache;
    private final LocalEffects effects;
    private final PreparedStatement addRepost;
    private final PreparedStatement removeRepost;

    /** The result: the id of the like or repost that exists or was taken back; 0 for none. */
    public record Outcome(boolean changed, long id) {}

    /** Whose reaction to whose post. */
    private record Case(ReactionKind kind, long userId, long postId, long authorId) {}

    public ReactionWriter(
            Engine engine,
            EventWriter writer,
            PostTables tables,
            ReactionRows rows,
            ReactionCache cache,
            LocalEffects effects) {
        this.engine = engine;
        this.writer = writer;
        this.lists = tables.lists();
        this.gone = tables.gone();
        this.rows = rows;
        this.cache = cache;
        this.effects = effects;
        this.addRepost = engine.prepare(
                "INSERT INTO reposts (activity_id, actor_id, post_id) VALUES (?, ?, ?) USING TIMESTAMP ?");
        this.removeRepost = engine.prepare("DELETE FROM reposts USING TIMESTAMP ? WHERE activity_id = ?");
    }

    /** Reacts or takes back for an account. Checks account and post while the claim is read. */
    public Outcome perform(ReactionKind kind, long userId, long postId, boolean on) {
        Answer<Long> author = engine.beside(() -> effects.summaries().author(postId));
        Answer<Claim> claim = engine.beside(() -> rows.find(kind, userId, postId));
        gone.check(userId);
        Case about = new Case(kind, userId, postId, author.get());
        Outcome outcome = settle(about, on, claim.get());
        if (outcome.changed && on && gone.contains(userId)) {
            Expiry.NEVER.during(() -> settle(about, false, rows.findSerially(kind, userId, postId)));
            throw ServiceException.notFound("account");
        }
        return outcome;
    }

    /** Takes back for a deleted account, whatever became of the post. */
    public void undo(ReactionKind kind, long userId, long postId) {
        long author = effects.summaries().read(postId).authorId();
        settle(new Case(kind, userId, postId, author), false, rows.findSerially(kind, userId, postId));
    }

    private Outcome settle(Case about, boolean on, Claim read) {
        Claim now = read;
        Claim mine = null;
        for (int i = 0; i < TRIES; i++) {
            if (mine != null && now.event() == mine.event()) {
                return finished(about, now, true);
            }
            if (!now.done()) {
                now = finish(about, now);
            }
            if (now != null && now.on() == on) {
                return new Outcome(false, on ? now.id() : 0);
            }
            if (now != null) {
                Expiry.current().check();
                mine = next(now, on);
                if (claimed(about, mine, now)) {
                    return finished(about, mine, true);
                }
            }
            now = rows.findSerially(about.kind, about.userId, about.postId);
        }
        throw ServiceException.unavailable("Too many requests about the same post at once.", null);
    }

    private Claim next(Claim now, boolean on) {
        long seq = WriteTimestamps.next(now.seq(), writer.millis());
        long event = writer.nextId();
        return on
                ? new Claim(seq, true, event, now.id(), event, now.doneSeq())
                : new Claim(seq, false, now.id(), now.before(), event, now.doneSeq());
    }

    private boolean claimed(Case about, Claim next, Claim now) {
        try {
            return rows.claim(about.kind, about.userId, about.postId, next, now);
        } catch (UnknownOutcomeException e) {
            return false; // the row, read next, tells
        }
    }

    private Outcome finished(Case about, Claim claim, boolean changed) {
        Expiry.current().check();
        write(about, claim);
        return new Outcome(changed, claim.id());
    }

    /** Carries out a decision that may be unfinished; null when another is faster. */
    private @Nullable Claim finish(Case about, Claim claim) {
        Claim told = claim;
        if (Ids.millis(claim.event()) < writer.millis() - OLD.toMillis()) {
            told = claim.told(writer.nextId());
            try {
                if (!rows.renew(about.kind, about.userId, about.postId, claim, told.event())) {
                    return null;
                }
            } catch (UnknownOutcomeException e) {
                return null;
            }
        }
        write(about, told);
        return told.asDone();
    }

    private void write(Case about, Claim claim) {
        List<BatchableStatement<?>> batch = new ArrayList<>();
        batch.add(rows.done(about.kind, about.userId, about.postId, claim));
        ListRef ofPost = ListRef.of(about.kind == ReactionKind.LIKE ? ListKind.LIKES : ListKind.REPOSTS, about.postId);
        ListRef ofUser =
                ListRef.of(about.kind == ReactionKind.LIKE ? ListKind.LIKED : ListKind.ACTIVITIES, about.userId);
        int entry = about.kind == ReactionKind.LIKE ? Entry.POST : Entry.REPOST;
        if (claim.on()) {
            batch.add(lists.add(ofPost, new Entry(claim.id(), about.userId), claim.seq()));
            batch.add(lists.add(ofUser, new Entry(claim.id(), about.postId, entry), claim.seq()));
        } else {
            batch.add(lists.remove(ofPost, claim.id(), claim.seq()));
            batch.add(lists.remove(ofUser, claim.id(), claim.seq()));
        }
        if (about.kind == ReactionKind.REPOST) {
            batch.add(
                    claim.on()
                            ? Engine.bind(addRepost, claim.id(), about.userId, about.postId, claim.seq())
                            : Engine.bind(removeRepost, claim.seq(), claim.id()));
        }
        batch.add(event(about, claim));
        writer.write(batch);
        effects.counts().touched(ofPost, claim.id());
        effects.counts().sample(ofUser, claim.id());
        effects.summaries().forget(about.postId);
        cache.forget(about.userId, about.postId);
        if (about.kind == ReactionKind.REPOST) {
            effects.timelines().forget(about.userId);
        }
    }

    private BatchableStatement<?> event(Case about, Claim claim) {
        return switch (about.kind) {
            case LIKE ->
                writer.event(
                        claim.event(),
                        InteractionEvent.TOPIC,
                        about.userId,
                        claim.on()
                                ? new InteractionEvent.Liked(about.postId, about.userId, about.authorId)
                                : new InteractionEvent.Unliked(about.postId, about.userId, about.authorId));
            case REPOST ->
                writer.event(
                        claim.event(),
                        PostEvent.TOPIC,
                        about.userId,
                        claim.on()
                                ? new PostEvent.Reposted(claim.id(), about.postId, about.userId, about.authorId)
                                : new PostEvent.RepostUndone(claim.id(), about.postId, about.userId));
        };
    }
}
