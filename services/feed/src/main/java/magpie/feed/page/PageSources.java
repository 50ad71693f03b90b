package magpie.feed.page;

import magpie.api.graph.Graph;
import magpie.api.post.Posts;
import magpie.feed.near.AuthorTimelines;
import magpie.feed.near.PostCache;
import magpie.kit.near.Unseen;

/**
 * What pages are made from, the same for all readers.
 *
 * @param repostDistance a repost is dropped if one of this many newer entries shows the same post
 * @param maxRaw a page ends after this many entries, full or not
 */
public record PageSources(
        Graph graph,
        Posts posts,
        PostCache cache,
        AuthorTimelines authors,
        Unseen unseen,
        int repostDistance,
        int maxRaw) {}
