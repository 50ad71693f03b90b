package magpie.post.cassandra.reactions;

/** What a person can do to a post, and its columns. */
public enum ReactionKind {
    LIKE("like", "liked"),
    REPOST("repost", "reposted");

    private final String claim;
    private final String done;

    ReactionKind(String claim, String done) {
        this.claim = claim;
        this.done = done;
    }

    /** The prefix of the claim's columns. */
    String claim() {
        return claim;
    }

    /** The column with the finished reaction. */
    String done() {
        return done;
    }
}
