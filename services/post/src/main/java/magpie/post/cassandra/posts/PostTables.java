package magpie.post.cassandra.posts;

import magpie.post.cassandra.lists.Lists;

/** The tables that a post stands in, and the one that says whose posts are refused. */
public record PostTables(PostRows posts, KeyRows keys, Lists lists, GoneUsers gone) {}
