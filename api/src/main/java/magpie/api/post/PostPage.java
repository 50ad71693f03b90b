package magpie.api.post;

import java.util.List;

/**
 * A page of posts.
 *
 * @param posts the posts, in the list's order
 * @param next the key the next page starts from; 0 when this was the last
 */
public record PostPage(List<PostFacts> posts, long next) {}
