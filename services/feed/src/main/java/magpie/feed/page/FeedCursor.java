package magpie.feed.page;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import magpie.api.Code;
import magpie.api.Limits;
import magpie.api.ServiceException;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended: the last activity looked at and the posts shown before it, as many as the repost rule looks back.
 * So whether an entry shows does not depend on where pages were cut, and no earlier page has to be read again.
 *
 * <p>Format: base64url of a version byte, the activity, a count, and the posts as differences, all as varints, about 6
 * bytes a post; then a checksum, which detects cursors that were cut or changed.
 *
 * @param before the next page starts below this activity
 * @param shown the posts shown last, oldest first
 */
public record FeedCursor(long before, long[] shown) {
    /** Not 1, the first byte of all other lists' cursors, which could by chance be read as one of these. */
    private static final byte VERSION = 3;

    private static final int MAX_SHOWN = 80;
    private static final int MAX_TEXT = 1_400;

    static final FeedCursor START = new FeedCursor(Limits.NEWEST, new long[0]);

    public static FeedCursor parse(@Nullable String text) {
        if (text == null) {
            return START;
        }
        try {
            if (text.length() > MAX_TEXT) {
                throw malformed(null);
            }
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (!encoded(bytes).equals(text)) {
                throw malformed(null); // the last letter has unused bits
            }
            return decode(checked(bytes));
        } catch (IllegalArgumentException | BufferUnderflowException | IndexOutOfBoundsException e) {
            throw malformed(e);
        }
    }

    String text() {
        ByteBuffer out = ByteBuffer.allocate(20 + 10 * shown.length);
        out.put(VERSION);
        putNumber(out, before);
        putNumber(out, shown.length);
        long last = before;
        for (long post : shown) {
            long difference = post - last;
            putNumber(out, (difference << 1) ^ (difference >> 63));
            last = post;
        }
        out.putInt(checksum(out.array(), out.position()));
        return encoded(Arrays.copyOf(out.array(), out.position()));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns what is between the version and the checksum. */
    private static ByteBuffer checked(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int end = bytes.length - Integer.BYTES;
        if (in.get() != VERSION || in.getInt(Math.max(0, end)) != checksum(bytes, end)) {
            throw malformed(null);
        }
        return in.limit(end);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }

    private static FeedCursor decode(ByteBuffer in) {
        long before = number(in);
        long count = number(in);
        if (before <= 0 || count < 0 || count > MAX_SHOWN) {
            throw malformed(null);
        }
        long[] shown = new long[(int) count];
        long last = before;
        for (int i = 0; i < shown.length; i++) {
            long folded = number(in);
            last += (folded >>> 1) ^ -(folded & 1);
            shown[i] = last;
        }
        if (in.hasRemaining()) {
            throw malformed(null);
        }
        return new FeedCursor(before, shown);
    }

    private static void putNumber(ByteBuffer out, long number) {
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            out.put((byte) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static long number(ByteBuffer in) {
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            number |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw malformed(null);
    }

    private static ServiceException malformed(@Nullable Throwable cause) {
        return new ServiceException(Code.MALFORMED, "cursor: not one that was given here.", List.of(), 0, cause);
    }
}
