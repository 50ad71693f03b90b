package magpie.gateway.v1.json;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;
import magpie.api.ServiceException;
import magpie.gateway.http.Query;

/**
 * Converts a list's key to an opaque cursor and back: a version, the list's kind, the key, and a checksum that detects
 * cursors that were cut, changed or taken from another list.
 */
public final class Cursors {
    private static final byte VERSION = 1;
    private static final int SIZE = 14;

    private Cursors() {}

    /** Encodes a key as a cursor of a kind of list. */
    public static String encode(char kind, long key) {
        ByteBuffer cursor =
                ByteBuffer.allocate(SIZE).put(VERSION).put((byte) kind).putLong(key);
        byte[] bytes = new byte[SIZE];
        cursor.flip().get(bytes, 0, cursor.limit());
        ByteBuffer.wrap(bytes).putInt(SIZE - Integer.BYTES, checksum(bytes));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Decodes a cursor; {@code MALFORMED} for anything that was not made here for this kind of list. */
    public static long decode(char kind, String text) {
        ByteBuffer cursor = bytes(text);
        if (cursor.remaining() != SIZE || cursor.get(0) != VERSION || cursor.get(1) != kind) {
            throw malformed();
        }
        long key = cursor.getLong(2);
        if (!encode(kind, key).equals(text)) {
            throw malformed();
        }
        return key;
    }

    /** Returns the key in the request's cursor, or where the first page starts. */
    public static long key(Query query, char kind, long first) {
        String cursor = query.cursor();
        return cursor == null ? first : decode(kind, cursor);
    }

    /** The error for an invalid cursor. */
    public static ServiceException malformed() {
        return Query.malformed("cursor", "Must be the nextCursor of a page of this list.");
    }

    private static ByteBuffer bytes(String text) {
        try {
            return ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static int checksum(byte[] cursor) {
        CRC32 crc = new CRC32();
        crc.update(cursor, 0, SIZE - Integer.BYTES);
        return (int) crc.getValue();
    }
}
