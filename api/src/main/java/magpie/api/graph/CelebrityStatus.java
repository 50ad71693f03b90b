package magpie.api.graph;

/**
 * Whether an author's posts are pushed to followers or pulled by readers.
 *
 * @param authorId the author
 * @param since the activity id from which on the author is (or was last) celebrated; 0 if never
 * @param until the activity id at which that ended; 0 while it lasts
 */
public record CelebrityStatus(long authorId, long since, long until) {
    /** An author that never was celebrated. */
    public static CelebrityStatus ordinary(long authorId) {
        return new CelebrityStatus(authorId, 0, 0);
    }

    /** Whether readers must pull the author now. */
    public boolean celebrated() {
        return since != 0 && until == 0;
    }
}
