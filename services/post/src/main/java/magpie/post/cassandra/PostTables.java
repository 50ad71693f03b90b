package magpie.post.cassandra;

/** The tables that a post stands in, and the one that says whose posts are refused. */
record PostTables(PostRows posts, KeyRows keys, Lists lists, GoneUsers gone) {}
