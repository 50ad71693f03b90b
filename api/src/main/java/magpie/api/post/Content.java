package magpie.api.post;

import java.util.List;
import magpie.api.Ids;
import org.jspecify.annotations.Nullable;

/** What {@link Posts} takes and gives about posts. */
public final class Content {
    private Content() {}

    /**
     * A person a text mentions.
     *
     * @param id the account
     * @param username its name, which never changes
     */
    public record Mention(long id, String username) {}

    /**
     * A post to publish.
     *
     * @param authorId who publishes
     * @param text 1 to 280 graphemes (a URL counts 23), at most 8,192 bytes of UTF-8
     * @param replyToId the post it answers; 0 for none
     * @param replyToUsername the name of that post's author, as the caller knows it; null for none
     * @param mentions the accounts the text names and may link to; others in the text link to nobody
     * @param idempotencyKey 1 to 200 characters of the client's choice, or null
     */
    public record Publication(
            long authorId,
            String text,
            long replyToId,
            @Nullable String replyToUsername,
            List<Mention> mentions,
            @Nullable String idempotencyKey) {
        @Override
        public String toString() {
            return "Publication[authorId=" + authorId + ", replyToId=" + replyToId + "]";
        }
    }

    /**
     * A post that was published.
     *
     * @param post the post as it was then
     * @param repeated whether an earlier call with the same idempotency key made it
     */
    public record Published(PostFacts post, boolean repeated) {}

    /**
     * What never changes about a post. Its author is an id, because profiles change; its counts are elsewhere.
     *
     * @param id the post; its creation time is in it
     * @param authorId who wrote it
     * @param replyToId what it answers; 0 for none
     * @param replyToAuthorId who wrote that; 0 for none
     * @param text what it says, 1 to 280 graphemes
     * @param tags the text's tags in lower case without {@code #}, in its order
     * @param mentionedIds whom it mentions, in the text's order: names change owners, so who shows a post looks them up
     */
    public record PostFacts(
            long id,
            long authorId,
            long replyToId,
            long replyToAuthorId,
            String text,
            List<String> tags,
            long... mentionedIds) {
        private static final int SMALL = 4_096;

        /** When it was published, in milliseconds since 1970. */
        public long createdAt() {
            return Ids.millis(id);
        }

        /** Whether there are people to look up. */
        public boolean namesSomebody() {
            return replyToAuthorId != 0 || mentionedIds.length > 0;
        }

        /** About how many bytes it takes on a page or in memory: seldom more. */
        public int bytes() {
            return 128 + 4 * text.length();
        }

        /** Whether a cache that counts posts, and not their bytes, may keep it: 280 letters of any script are small. */
        public boolean small() {
            return bytes() <= SMALL;
        }
    }

    /** A post's id and whose it is to delete; {@code operator} deletes any. */
    public record PostDeletion(long postId, long authorId, boolean operator) {}

    /** Posts to read, at most {@link magpie.api.Limits#BATCH}. */
    public record PostRefs(long... postIds) {}

    /** One post. */
    public record PostRef(long postId) {}

    /** Activities to read, at most {@link magpie.api.Limits#BATCH}. */
    public record ActivityRefs(long... activityIds) {}

    /**
     * Posts in no order.
     *
     * @param deletedIds which of those asked are deleted, for good; what is in neither is not there, and may yet come
     */
    public record PostBatch(List<PostFacts> posts, long... deletedIds) {}

    /**
     * A page of posts.
     *
     * @param posts the posts, in the list's order
     * @param next the key the next page starts from; 0 when this was the last
     */
    public record PostPage(List<PostFacts> posts, long next) {}

    /** A page of posts with a tag; the tag in lower case without {@code #}. */
    public record TagListing(String tag, long before, int limit) {}

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
}
