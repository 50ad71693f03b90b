package magpie.text;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** The canonical form of text that people wrote, so that everybody measures, compares and sees the same. */
public final class PlainText {
    private static final Pattern GAPS = Pattern.compile("\\s++");

    private PlainText() {}

    /**
     * A text of lines: Unicode NFC, line ends as \n, no space around it, and without what {@link Cleaning} leaves out:
     * controls, half pairs, directions that do not end, tags and selectors that stand alone, piles of marks.
     */
    public static String lines(String text) {
        return isPlain(text) ? text.strip() : normal(text, false).strip();
    }

    /** A name: the same in one line, without invisible characters that change nothing visible. */
    public static String line(String text) {
        return GAPS.matcher(isPlain(text) ? text : normal(text, true))
                .replaceAll(" ")
                .strip();
    }

    /** Whether there is anything to see. */
    public static boolean isVisible(String text) {
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (!Unseen.isUnseen(codePoint)) {
                return true;
            }
            i += Character.charCount(codePoint);
        }
        return false;
    }

    /** Cuts marks before normalisation, whose cost grows with their square, and again if normalisation made some. */
    private static String normal(String text, boolean line) {
        String clean = Cleaning.of(text, line);
        if (Normalizer.isNormalized(clean, Normalizer.Form.NFC)) {
            return clean;
        }
        String composed = Normalizer.normalize(clean, Normalizer.Form.NFC);
        return Normalizer.normalize(Cleaning.of(composed, line), Normalizer.Form.NFC);
    }

    /** Letters that neither change under normalisation nor affect their neighbours: nearly all text. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char c) {
        if (c < 0x7f) {
            return c >= ' ' || c == '\n';
        }
        return (c > 0xa0 && c < 0x300 && c != 0xad)
                || (c >= 0x400 && c <= 0x482)
                || (c >= 0x3041 && c <= 0x3096)
                || (c >= 0x30a1 && c <= 0x30fe)
                || c == 0x3001
                || c == 0x3002
                || (c >= 0x4e00 && c <= 0x9fff)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xff01 && c <= 0xff60);
    }
}
