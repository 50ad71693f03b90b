package magpie.api.post;

import java.util.List;
import magpie.api.Ids;

/**
 * What never changes about a post. Its author is an id, because profiles change; its counts are elsewhere.
 *
 * @param id the post; its creation time is in it
 * @param authorId who wrote it
 * @param replyToId what it answers; 0 for none
 * @param replyToAuthorId who wrote that; 0 for none
 * @param text what it says, 1 to 280 graphemes
 * @param tags the text's tags in lower case without {@code #}, in its order
 * @param mentionedIds the accounts it mentions, in the text's order. Names change owners, so they are looked up for
 *     display
 */
public record PostFacts(
        long id,
        long authorId,
        long replyToId,
        long replyToAuthorId,
        String text,
        List<String> tags,
        long... mentionedIds) {
    private static final int FIXED = 192;
    private static final int SMALL = 4_096;
    /** The longest tag, and what separates it from the next. */
    private static final int TAG = 101;

    /** When it was published, in milliseconds since 1970. */
    public long createdAt() {
        return Ids.millis(id);
    }

    /** Whether it mentions anybody who must be looked up. */
    public boolean namesSomebody() {
        return replyToAuthorId != 0 || mentionedIds.length > 0;
    }

    /** A lower bound of its size on a page or in memory, in bytes: three for each unit of UTF-16. */
    public int bytes() {
        int units = text.length();
        for (String tag : tags) {
            units += tag.length() + 1;
        }
        return FIXED + 3 * units;
    }

    /** At least {@link #bytes}, without a look at the tags, which would be waited for: for what adds up every page. */
    public int mostBytes() {
        return FIXED + 3 * (text.length() + TAG * tags.size());
    }

    /** Whether a cache bounded by entries, not bytes, may keep it: 280 letters of any script are small. */
    public boolean small() {
        return bytes() <= SMALL;
    }
}
