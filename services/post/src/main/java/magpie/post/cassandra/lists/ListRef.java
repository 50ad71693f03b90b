package magpie.post.cassandra.lists;

/**
 * One list.
 *
 * @param subject the post or the user, a {@code Long}, or the tag, a {@code String}
 */
public record ListRef(ListKind kind, Object subject) {
    public static ListRef of(ListKind kind, long subject) {
        return new ListRef(kind, subject);
    }
}
