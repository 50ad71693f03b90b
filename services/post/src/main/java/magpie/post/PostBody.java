package magpie.post;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import magpie.api.Ids;
import magpie.api.post.Content.PostFacts;

/**
 * Encodes once what never changes about a post, so that a page is a concatenation of bytes. Written by hand because it
 * is an inside of an object, and on the way of every cold read.
 */
final class PostBody {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String HEX = "0123456789abcdef";

    private PostBody() {}

    static PostFacts facts(PostStore.Post post) {
        long[] mentioned =
                post.mentionedIds().stream().mapToLong(Long::longValue).toArray();
        return new PostFacts(
                post.id(), post.authorId(), post.replyToId(), post.replyToAuthorId(), encode(post), mentioned);
    }

    private static byte[] encode(PostStore.Post post) {
        StringBuilder out = new StringBuilder(256 + post.text().length());
        out.append("\"id\":\"").append(post.id()).append("\",\"text\":");
        string(out, post.text());
        out.append(",\"createdAt\":\"");
        TIME.formatTo(Ids.time(post.id()), out);
        out.append("\",\"replyToId\":");
        reply(out, post);
        out.append(",\"media\":[],\"tags\":");
        tags(out, post.tags());
        out.append(PostFacts.NOBODY);
        return out.toString().getBytes(UTF_8);
    }

    private static void reply(StringBuilder out, PostStore.Post post) {
        if (post.replyToId() == 0) {
            out.append("null");
        } else {
            out.append('"').append(post.replyToId()).append('"');
        }
    }

    private static void tags(StringBuilder out, List<String> tags) {
        char before = '[';
        for (String tag : tags) {
            out.append(before);
            string(out, tag);
            before = ',';
        }
        out.append(before == '[' ? "[]" : "]");
    }

    /** Half of a surrogate pair has no UTF-8 form: the encoder of the JDK puts a question mark in its place. */
    private static void string(StringBuilder out, String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
