package magpie.gateway.web.file;

import java.util.Arrays;
import java.util.Base64;
import magpie.kit.Sha256;
import org.jspecify.annotations.Nullable;

/** Entity tags (RFC 9110, 8.8.3): what a client sends along to hear only whether something has changed. */
public final class EntityTags {
    private static final int DIGEST_BYTES = 15;
    private static final String WEAK = "W/";

    private EntityTags() {}

    /** The tag of content that is sent in exactly these bytes. */
    public static String of(byte[] content) {
        byte[] digest = Arrays.copyOf(Sha256.of(content), DIGEST_BYTES);
        return '"' + Base64.getUrlEncoder().encodeToString(digest) + '"';
    }

    /** The tag of content that may be compressed on its way. */
    public static String weak(byte[] content) {
        return WEAK + of(content);
    }

    /**
     * Whether an If-None-Match field has the tag or is {@code *}; weak tags are compared like strong ones. Quotes are
     * part of a tag and cannot be within one, so what is found with them is a whole tag.
     */
    public static boolean matches(@Nullable String field, String tag) {
        return field != null
                && (field.strip().equals("*") || field.contains(tag.startsWith(WEAK) ? tag.substring(2) : tag));
    }
}
