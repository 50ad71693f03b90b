package magpie.feed.reader;

import magpie.api.post.ReadYourWrites;
import magpie.feed.window.Slice;

/** What a page reads of its reader: from a window in this heap, or from a shared one. */
public interface Reading {
    /** The reader's id. */
    long id();

    /** The reader's relations, the same for the whole page. */
    Relations relations();

    /** The authors that the page below the window asks the stores about: everybody followed, and oneself. */
    long[] authors();

    /** Returns the newest entries of the window below an id. */
    Slice below(long before, int limit);

    /** Returns the followed authors that must be pulled for entries above a window's floor. */
    long[] pulledAuthors(long floor);

    /** The token with which counts and reactions of this page are read. */
    ReadYourWrites token();

    /** Whether something is stale because a dependency is away. */
    boolean partial();
}
