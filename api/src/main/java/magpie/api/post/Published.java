package magpie.api.post;

/**
 * A post that was published.
 *
 * @param post the post as it was then
 * @param repeated whether an earlier call with the same idempotency key made it
 */
public record Published(PostFacts post, boolean repeated) {}
