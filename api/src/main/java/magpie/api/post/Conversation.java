package magpie.api.post;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post and what it answers.
 *
 * @param ancestors oldest first
 * @param post the post asked for; null when it is gone
 */
public record Conversation(
        List<Ancestor> ancestors, @Nullable PostFacts post) {
    /** A post above; {@code post} is null when it is gone. */
    public record Ancestor(long id, @Nullable PostFacts post) {}
}
