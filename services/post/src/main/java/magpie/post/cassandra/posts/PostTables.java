package magpie.post.cassandra.posts;

import magpie.post.cassandra.lists.Lists;

/** The tables that hold a post, and the one that lists deleted accounts. */
public record PostTables(PostRows posts, KeyRows keys, Lists lists, GoneUsers gone) {}
