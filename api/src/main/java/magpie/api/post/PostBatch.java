package magpie.api.post;

import java.util.List;

/**
 * Posts in no order.
 *
 * @param deletedIds which of those asked for are deleted for good; a post in neither list is not there, but may still
 *     arrive
 */
public record PostBatch(List<PostFacts> posts, long... deletedIds) {}
