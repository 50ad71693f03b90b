package magpie.api.post;

/**
 * A request for a page of one author's activities.
 *
 * @param before activities below this id; {@link magpie.api.Limits#NEWEST} for the first page
 * @param limit 1 to {@link magpie.api.Limits#BATCH}
 * @param replies whether replies to others are included
 * @param cached whether the first page may be up to half a minute old; otherwise it has everything that was
 *     acknowledged before
 */
public record AuthorListing(long authorId, long before, int limit, boolean replies, boolean cached) {
    /** A page as it is now. */
    public AuthorListing(long authorId, long before, int limit, boolean replies) {
        this(authorId, before, limit, replies, false);
    }
}
