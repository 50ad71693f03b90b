package magpie.text;

/** Recognises the one use of Unicode's tag characters: a black flag, a region in tags, and a cancel tag. */
final class Flags {
    static final int FLAG = 0x1f3f4;
    static final int END = 0xe007f;
    private static final int MAX_TAGS = 7;

    private Flags() {}

    static boolean isTag(int codePoint) {
        return codePoint >= 0xe0000 && codePoint <= END;
    }

    /** The end of the tags that follow a flag, including the cancel tag; {@code from} itself if there are none. */
    static int end(CharSequence text, int from) {
        int tags = 0;
        for (int i = from; i + 1 < text.length(); i += 2) {
            int codePoint = Character.codePointAt(text, i);
            if (codePoint == END && tags >= 3) {
                return i + 2;
            }
            boolean regional = isTag(codePoint) && Character.isLetterOrDigit(codePoint & 0x7f);
            if (!regional || ++tags > MAX_TAGS) {
                return from;
            }
        }
        return from;
    }
}
