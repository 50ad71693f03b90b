package magpie.feed;

/** What a page reads of its reader: from the window in this heap, or from one that several instances share. */
interface Reading {
    /** The reader's relations, the same for the whole page. */
    Relations relations();

    /** Whom the page below the window asks the stores about: everybody followed, and oneself. */
    long[] authors();

    /** The newest entries of the window below an id. */
    Slice below(long before, int limit);

    /** The followed authors that must be pulled for what is above a window's floor. */
    long[] pulledAuthors(long floor);

    /** For how long the reader is known to have liked or reposted nothing, in milliseconds; 0 where that is not known. */
    long quietMillis();

    /** Whether something could not be brought up to date because a dependency is away. */
    boolean partial();
}
