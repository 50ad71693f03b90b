package magpie.api.post;

import org.jspecify.annotations.Nullable;

/**
 * A post to publish.
 *
 * @param authorId who publishes
 * @param text 1 to 280 graphemes (a URL counts 23), at most 8,192 bytes of UTF-8
 * @param replyToId the post it answers; 0 for none
 * @param idempotencyKey 1 to 200 characters of the client's choice, or null
 * @param mentionedIds the accounts the text names and may link to, each once, in its order. The sender resolves them,
 *     since the receiver does not know whose names they are
 */
public record Publication(
        long authorId,
        String text,
        long replyToId,
        @Nullable String idempotencyKey,
        long... mentionedIds) {
    @Override
    public String toString() {
        return "Publication[authorId=" + authorId + ", replyToId=" + replyToId + "]";
    }
}
