package magpie.feed.reader;

import magpie.api.post.ReadYourWrites;
import magpie.feed.window.Slice;

/** What a page reads of its reader: from the window in this heap, or from one that several instances share. */
public interface Reading {
    /** Who reads. */
    long id();

    /** The reader's relations, the same for the whole page. */
    Relations relations();

    /** Whom the page below the window asks the stores about: everybody followed, and oneself. */
    long[] authors();

    /** The newest entries of the window below an id. */
    Slice below(long before, int limit);

    /** The followed authors that must be pulled for what is above a window's floor. */
    long[] pulledAuthors(long floor);

    /** For the reactions of what is read. */
    ReadYourWrites token();

    /** Whether something could not be brought up to date because a dependency is away. */
    boolean partial();
}
