package magpie.post.cassandra.reactions;

/** What a person can do to a post, and the columns that say so. */
public enum ReactionKind {
    LIKE("like", "liked"),
    REPOST("repost", "reposted");

    private final String claim;
    private final String done;

    ReactionKind(String claim, String done) {
        this.claim = claim;
        this.done = done;
    }

    /** What the columns of the claim begin with. */
    String claim() {
        return claim;
    }

    /** The column with what was done. */
    String done() {
        return done;
    }
}
