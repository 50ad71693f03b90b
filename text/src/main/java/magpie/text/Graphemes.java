package magpie.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts user-perceived characters. */
final class Graphemes {
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private Graphemes() {}

    /** The number of graphemes between two indices. */
    static int count(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) >= 0x300 || text.charAt(i) == '\r') {
                return i - from + complex(text, Math.max(from, i - 1), to) - (i > from ? 1 : 0);
            }
        }
        return to - from;
    }

    private static int complex(String text, int from, int to) {
        Matcher grapheme = GRAPHEME.matcher(text).region(from, to);
        int count = 0;
        while (grapheme.find()) {
            count++;
        }
        return count;
    }
}
