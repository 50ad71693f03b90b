package magpie.post;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import magpie.api.Ids;
import magpie.api.Limits;
import magpie.api.ServiceException;
import magpie.api.post.Publication;
import magpie.kit.Sha256;
import magpie.post.store.PostStore;
import magpie.text.PlainText;
import magpie.text.PostText;
import org.jspecify.annotations.Nullable;

/** Validates publications and queries. Pure. */
final class PostRules {
    /** The most posts of a thread shown above one. */
    static final int MAX_ANCESTORS = 100;

    /** The most authors in one merge: everybody a person may follow, and some. */
    static final int MAX_AUTHORS = 6_000;

    private static final int MAX_KEY_CHARS = 200;

    private PostRules() {}

    /** Returns the post to store; an error names the field that is wrong. */
    static PostStore.NewPost newPost(Publication request) {
        String text = text(request.text());
        PostText.Reading reading = reading(text);
        return new PostStore.NewPost(
                request.authorId(), text, request.replyToId(), named(request.mentionedIds()), reading.tags());
    }

    private static String text(String given) {
        checkSize(given);
        String text = PostText.normalize(given);
        checkSize(text);
        if (!PlainText.isVisible(text)) {
            throw ServiceException.invalid("text", "has nothing to see; write something");
        }
        return text;
    }

    private static PostText.Reading reading(String text) {
        PostText.Reading reading = PostText.read(text);
        if (reading.length() > PostText.MAX_GRAPHEMES) {
            throw ServiceException.invalid(
                    "text", "has " + reading.length() + " characters (expected: 1 to " + PostText.MAX_GRAPHEMES + ")");
        }
        return reading;
    }

    private static void checkSize(String text) {
        if (!PostText.fits(text)) {
            throw ServiceException.invalid("text", "is longer than " + PostText.MAX_BYTES + " bytes of UTF-8");
        }
    }

    /** The accounts that the text mentions; a search finds no more of them than a text can link to. */
    private static List<Long> named(long... ids) {
        Limits.checkBatch("mentionedIds", ids.length, PostText.MAX_LINKS);
        return Arrays.stream(ids).distinct().boxed().toList();
    }

    /** The idempotency key of a request, if it has one. */
    static PostStore.@Nullable Once once(Publication request, long nowMillis, int hours) {
        String key = request.idempotencyKey();
        if (key == null) {
            return null;
        }
        if (key.isBlank() || key.length() > MAX_KEY_CHARS) {
            throw ServiceException.invalid(
                    "Idempotency-Key", "has " + key.length() + " characters (expected: 1 to " + MAX_KEY_CHARS + ")");
        }
        return new PostStore.Once(key, hash(request), oldestKey(nowMillis, hours));
    }

    /** Idempotency keys of posts below this id have expired. */
    static long oldestKey(long nowMillis, int hours) {
        return Ids.floor(nowMillis - hours * 3_600_000L);
    }

    /**
     * Hashes what the client itself sent. Names and mentions were looked up by the gateway, and may differ when the
     * same request is sent again.
     */
    private static byte[] hash(Publication request) {
        MessageDigest digest = Sha256.digest();
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, request.replyToId()));
        return digest.digest(request.text().getBytes(UTF_8));
    }
}
