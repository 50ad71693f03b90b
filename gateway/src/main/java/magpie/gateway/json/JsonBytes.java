package magpie.gateway.json;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON as UTF-8 into one growing array, so that bytes encoded before can be copied in. It places the commas; the
 * caller must alternate names and values correctly. One thread at a time.
 */
public final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] GIVEN_BACK = {};
    private static final PageBuffers pages = new PageBuffers();

    private byte[] bytes;
    private int size;
    private boolean comma;
    /** The array of {@link #pages} it started with; another replaces it when it must grow. */
    private final byte @Nullable [] lent;

    /** Creates an empty buffer with room for {@code capacity} bytes; it grows as needed. */
    public JsonBytes(int capacity) {
        bytes = new byte[capacity];
        lent = null;
    }

    private JsonBytes(byte[] lent) {
        bytes = lent;
        this.lent = lent;
    }

    /** Creates an empty buffer for a small answer. */
    public JsonBytes() {
        this(512);
    }

    /** Creates a buffer for a large answer, in a pooled array that is reused once it was sent. */
    public static JsonBytes page(int capacity) {
        return capacity > PageBuffers.BYTES ? new JsonBytes(capacity) : new JsonBytes(pages.take());
    }

    /** Opens an object. */
    public JsonBytes open() {
        return open('{');
    }

    /** Closes an object. */
    public JsonBytes close() {
        return close('}');
    }

    /** Opens a list. */
    public JsonBytes openList() {
        return open('[');
    }

    /** Closes a list. */
    public JsonBytes closeList() {
        return close(']');
    }

    /** Writes a member's name, of plain ASCII letters. */
    public JsonBytes name(String name) {
        separate();
        room(name.length() + 3);
        bytes[size++] = '"';
        for (int i = 0; i < name.length(); i++) {
            bytes[size++] = (byte) name.charAt(i);
        }
        bytes[size++] = '"';
        bytes[size++] = ':';
        comma = false;
        return this;
    }

    /** Writes a string, escaped; null for null. */
    public JsonBytes text(@Nullable String text) {
        if (text == null) {
            return raw(NULL);
        }
        separate();
        room(text.length() * 6 + 2);
        bytes[size++] = '"';
        for (int i = 0; i < text.length(); i++) {
            i = character(text, i);
        }
        bytes[size++] = '"';
        return valued();
    }

    /** Writes an id as a decimal string; null for 0. */
    public JsonBytes id(long id) {
        if (id == 0) {
            return raw(NULL);
        }
        separate();
        room(24);
        bytes[size++] = '"';
        digits(id);
        bytes[size++] = '"';
        return valued();
    }

    /** Writes a number. */
    public JsonBytes number(long number) {
        separate();
        room(24);
        if (number < 0) {
            bytes[size++] = '-';
        }
        digits(Math.abs(number));
        return valued();
    }

    /** Writes true or false. */
    public JsonBytes flag(boolean flag) {
        return raw(flag ? TRUE : FALSE);
    }

    /** Writes a time in milliseconds since 1970 as RFC 3339 in UTC with milliseconds. */
    public JsonBytes time(long millis) {
        separate();
        room(28);
        Day day = day(Math.floorDiv(millis, Day.MILLIS));
        int rest = (int) Math.floorMod(millis, Day.MILLIS);
        bytes[size++] = '"';
        System.arraycopy(day.date, 0, bytes, size, day.date.length);
        size += day.date.length;
        padded(rest / 3_600_000, 2, ':');
        padded(rest / 60_000 % 60, 2, ':');
        padded(rest / 1_000 % 60, 2, '.');
        padded(rest % 1_000, 3, 'Z');
        bytes[size++] = '"';
        return valued();
    }

    /** The day written last: on a page nearly all times have the same day. */
    private static volatile Day lastDay = Day.of(0);

    private static Day day(long number) {
        Day day = lastDay;
        if (day.number != number) {
            day = Day.of(number);
            lastDay = day;
        }
        return day;
    }

    /** A day since 1970 in written form, with the T after it. */
    private record Day(long number, byte[] date) {
        static final long MILLIS = 86_400_000;

        static Day of(long number) {
            return new Day(number, (LocalDate.ofEpochDay(number) + "T").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Writes a value encoded before, or members of the open object without their braces. */
    public JsonBytes raw(byte[] encoded) {
        return raw(encoded, encoded.length);
    }

    /** Writes the first bytes of a value encoded before. */
    public JsonBytes raw(byte[] encoded, int length) {
        return raw(encoded, 0, length);
    }

    /** Writes a piece of an array as a value encoded before. */
    public JsonBytes raw(byte[] encoded, int from, int length) {
        separate();
        room(length);
        System.arraycopy(encoded, from, bytes, size, length);
        size += length;
        return valued();
    }

    /** Writes punctuation and names encoded before: commas in them are up to the caller; a value follows. */
    public JsonBytes piece(byte[] encoded) {
        room(encoded.length);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
        comma = false;
        return this;
    }

    /** The number of bytes. */
    public int size() {
        return size;
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return toBytes(0);
    }

    /** A copy of the bytes behind so many free ones. */
    public byte[] toBytes(int before) {
        byte[] copy = new byte[before + size];
        System.arraycopy(bytes, 0, copy, before, size);
        return copy;
    }

    /** The bytes themselves, for sending; write no more afterwards. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    /** Call once, when nobody reads the bytes any more. */
    public void sent() {
        if (bytes.length == 0) {
            throw new IllegalStateException("sent() was called before.");
        }
        bytes = GIVEN_BACK;
        size = 0;
        if (lent != null) {
            pages.giveBack(lent);
        }
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    private JsonBytes open(char bracket) {
        separate();
        room(1);
        bytes[size++] = (byte) bracket;
        comma = false;
        return this;
    }

    private JsonBytes close(char bracket) {
        room(1);
        bytes[size++] = (byte) bracket;
        return valued();
    }

    private JsonBytes valued() {
        comma = true;
        return this;
    }

    private void separate() {
        if (comma) {
            room(1);
            bytes[size++] = ',';
        }
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    private int character(String text, int at) {
        char c = text.charAt(at);
        if (c < 0x80) {
            ascii(c);
        } else if (c < 0x800) {
            bytes[size++] = (byte) (0xC0 | c >> 6);
            bytes[size++] = (byte) (0x80 | (c & 0x3F));
        } else if (Character.isHighSurrogate(c)
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1))) {
            int point = Character.toCodePoint(c, text.charAt(at + 1));
            bytes[size++] = (byte) (0xF0 | point >> 18);
            bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3F));
            tail(point);
            return at + 1;
        } else {
            int point = Character.isSurrogate(c) ? 0xFFFD : c;
            bytes[size++] = (byte) (0xE0 | point >> 12);
            tail(point);
        }
        return at;
    }

    private void tail(int point) {
        bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        bytes[size++] = (byte) (0x80 | (point & 0x3F));
    }

    private void ascii(char c) {
        if (c == '"' || c == '\\') {
            bytes[size++] = '\\';
            bytes[size++] = (byte) c;
        } else if (c >= 0x20) {
            bytes[size++] = (byte) c;
        } else if (c == '\n') {
            bytes[size++] = '\\';
            bytes[size++] = 'n';
        } else {
            bytes[size++] = '\\';
            bytes[size++] = 'u';
            bytes[size++] = '0';
            bytes[size++] = '0';
            bytes[size++] = HEX[c >> 4];
            bytes[size++] = HEX[c & 15];
        }
    }

    /** Writes a number from 0 up, without a string in between: a page has a hundred of them. */
    private void digits(long number) {
        int end = size + 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            end++;
        }
        size = end;
        long rest = number;
        do {
            bytes[--end] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
    }

    private void padded(int number, int width, char after) {
        for (int i = width - 1, rest = number; i >= 0; i--, rest /= 10) {
            bytes[size + i] = (byte) ('0' + rest % 10);
        }
        size += width;
        bytes[size++] = (byte) after;
    }
}
