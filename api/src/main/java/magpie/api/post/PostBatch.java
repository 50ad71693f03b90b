package magpie.api.post;

import java.util.List;

/**
 * Posts in no order.
 *
 * @param deletedIds which of those asked are deleted, for good; what is in neither is not there, and may yet come
 */
public record PostBatch(List<PostFacts> posts, long... deletedIds) {}
