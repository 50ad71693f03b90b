package magpie.post.cassandra.lists;

import org.jspecify.annotations.Nullable;

/** The long lists: the tables of their entries, their parts, and their counts. */
public enum ListKind {
    /** Who likes a post. */
    LIKES("likes_by_post", "post_lists", "likes"),
    /** Who reposted a post. */
    REPOSTS("reposts_by_post", "post_lists", "reposts"),
    /** The replies to a post. */
    REPLIES("replies_by_post", "post_lists", "replies"),
    /** What a person did; only posts are counted. */
    ACTIVITIES("activities_by_author", "user_lists", "posts"),
    /** What a person likes. */
    LIKED("likes_by_user", "user_lists", null),
    /** The posts with a tag. */
    TAGGED("posts_by_tag", "tag_lists", null);

    private final String table;
    private final String directory;
    private final @Nullable String total;

    ListKind(String table, String directory, @Nullable String total) {
        this.table = table;
        this.directory = directory;
        this.total = total;
    }

    String table() {
        return table;
    }

    public String directory() {
        return directory;
    }

    /** The column of the directory with the count; null if nobody needs it. */
    @Nullable
    String total() {
        return total;
    }

    /** Whether entries have a kind and only some are counted. */
    boolean kinds() {
        return this == ACTIVITIES;
    }

    /** The list's name in the directory. */
    String listName() {
        return table;
    }
}
