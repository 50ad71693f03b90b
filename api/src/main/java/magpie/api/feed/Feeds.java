package magpie.api.feed;

import magpie.api.Done;
import magpie.api.Idempotent;
import magpie.api.ReadOnly;
import magpie.api.UserRef;

/** The home feed: posts and reposts of the accounts a reader follows, newest first. */
public interface Feeds {
    /**
     * A page of the reader's feed. Every activity that was visible before the first page was read comes exactly once
     * over the pages. A page may be short; only a null {@code nextCursor} ends the list. {@code MALFORMED} for a cursor
     * that was not made here.
     */
    @ReadOnly
    FeedPage home(FeedQuery request);

    /**
     * Tells the feed what a user just did, so that their next read shows it before the fan-out is done. Called after
     * the owner acknowledged and before the user is answered. A lost call costs freshness, never correctness: the event
     * carries the same facts.
     */
    @Idempotent
    Done acted(UserAction request);

    /**
     * Tells the feed that a user just liked something, or undid it: for the next twelve minutes their reactions are
     * read from the store, not from a cache, see {@link magpie.api.post.ReadYourWrites}. Called like {@link #acted},
     * which does the same for reposts, and as harmless to lose.
     */
    @Idempotent
    Done reacted(UserRef request);
}
