package magpie.api.graph;

/**
 * Whether an author's posts are pushed to followers or pulled by readers.
 *
 * @param authorId the author
 * @param since the activity id from which the author is (or last was) a celebrity; 0 if never
 * @param until the activity id at which that ended; 0 while it lasts
 */
public record CelebrityStatus(long authorId, long since, long until) {
    /** An author that never was a celebrity. */
    public static CelebrityStatus ordinary(long authorId) {
        return new CelebrityStatus(authorId, 0, 0);
    }

    /** Whether readers must pull the author now. */
    public boolean celebrated() {
        return since != 0 && until == 0;
    }
}
