package magpie.api.post;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post to publish.
 *
 * @param authorId who publishes
 * @param text 1 to 280 graphemes (a URL counts 23), at most 8,192 bytes of UTF-8
 * @param replyToId the post it answers; 0 for none
 * @param mentions the accounts the text names and may link to; others in the text link to nobody
 * @param idempotencyKey 1 to 200 characters of the client's choice, or null
 */
public record Publication(
        long authorId,
        String text,
        long replyToId,
        List<Mention> mentions,
        @Nullable String idempotencyKey) {
    @Override
    public String toString() {
        return "Publication[authorId=" + authorId + ", replyToId=" + replyToId + "]";
    }
}
