package magpie.post.cassandra;

/**
 * One list.
 *
 * @param subject the post or the user, a {@code Long}, or the tag, a {@code String}
 */
record ListRef(ListKind kind, Object subject) {
    static ListRef of(ListKind kind, long subject) {
        return new ListRef(kind, subject);
    }
}
