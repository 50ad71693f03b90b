package magpie.api.post;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of a post's text, which is part of the contract: how long it is, whom it mentions, which tags it has.
 * Pure functions; linear in the text's length, also for hostile texts: every repetition in a pattern is possessive or
 * short, and a run of marks is cut before it is normalised.
 */
public final class PostText {
    /** The most graphemes a text may have. */
    public static final int MAX_GRAPHEMES = 280;

    /** What a URL counts, however long it is. */
    public static final int URL_GRAPHEMES = 23;

    /** The most bytes of UTF-8 a text may have: long family emoji and URLs fit, abuse does not. */
    public static final int MAX_BYTES = 8_192;

    /** The most people and tags a text can link to; further ones stay plain text. */
    public static final int MAX_LINKS = 30;

    /** More marks on one letter than any script needs (it is the limit of Unicode's stream-safe text). */
    private static final int MAX_MARKS = 30;

    /** Scripts without spaces between words: what stands beside such a letter need not be part of its word. */
    private static final String SPACELESS =
            "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}\\p{IsBopomofo}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}";

    /** Not letters, though Unicode calls them marks: they make emoji of digits and signs. */
    private static final String EMOJI_MARKS = "\\x{fe00}-\\x{fe0f}\\x{20e3}";

    private static final String WORD = "[\\p{L}\\p{M}\\p{N}&&[^" + SPACELESS + EMOJI_MARKS + "]]";
    private static final String TAG_NAME = "[\\p{L}\\p{M}\\p{Nd}_]";
    private static final String JOINERS = "\\x{200c}\\x{200d}";

    // The patterns begin with their sign and look behind only then: most texts have few, and looking is what costs.

    /** Everything that may be a URL; {@link #urlEnd} gives back what belongs to the sentence around it. */
    private static final Pattern URL = Pattern.compile(
            "h(?<![A-Za-z0-9_]h)ttps?://(?=[\\p{L}\\p{N}])[" + WORD + "[-._~:/?#\\[\\]@!$&'()*+,;=%]]++",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    private static final Pattern MENTION =
            Pattern.compile("@(?<![" + WORD + "_@#/&$%+=]@)([A-Za-z0-9_]{1,30}+)(?![" + WORD + "_@])");
    private static final Pattern TAG = Pattern.compile(
            "[#＃](?<![" + WORD + "_&/#＃][#＃])([" + TAG_NAME + JOINERS + "]{1,100}+)(?![" + TAG_NAME + JOINERS + "])");
    private static final Pattern FOLDED_TAG = Pattern.compile("(?=[^\\p{L}]*+\\p{L})" + TAG_NAME + "{1,100}+");
    private static final Pattern INVISIBLE_IN_TAG = Pattern.compile("[" + JOINERS + EMOJI_MARKS + "]");

    private PostText() {}

    /**
     * The text as it is kept: Unicode NFC, line ends as \n, no control characters, no half surrogate pairs, at most
     * {@value #MAX_MARKS} marks on a letter, no space around it.
     */
    public static String normalize(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        int marks = 0;
        int codePoint = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            marks = isMark(codePoint) ? marks + 1 : 0;
            if (marks <= MAX_MARKS) {
                appendClean(clean, codePoint, text, i);
            }
        }
        return Normalizer.normalize(clean, Normalizer.Form.NFC).strip();
    }

    private static void appendClean(StringBuilder clean, int codePoint, String text, int at) {
        switch (codePoint) {
            case '\r', '\u0085', '\u2028', '\u2029' -> {
                if (codePoint != '\r' || at + 1 == text.length() || text.charAt(at + 1) != '\n') {
                    clean.append('\n');
                }
            }
            case '\n' -> clean.append('\n');
            case '\t' -> clean.append(' ');
            default -> {
                if (Character.getType(codePoint) == Character.SURROGATE) {
                    clean.append('\ufffd');
                } else if (!Character.isISOControl(codePoint)) {
                    clean.appendCodePoint(codePoint);
                }
            }
        }
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** Whether a text has at most {@link #MAX_BYTES}; cheap for one that is far from it, on either side. */
    public static boolean fits(String text) {
        return text.length() <= MAX_BYTES
                && (text.length() <= MAX_BYTES / 3 || text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES);
    }

    /** How many graphemes (user-perceived characters) a text counts; each URL counts {@link #URL_GRAPHEMES}. */
    public static int length(String text) {
        Matcher url = URL.matcher(text);
        int length = 0;
        int from = 0;
        while (url.find()) {
            length += graphemes(text, from, url.start()) + URL_GRAPHEMES;
            from = urlEnd(text, url.start(), url.end());
        }
        return length + graphemes(text, from, text.length());
    }

    /** How many graphemes a text has, URLs counted as they stand. */
    public static int graphemes(String text) {
        return graphemes(text, 0, text.length());
    }

    private static int graphemes(String text, int from, int to) {
        Matcher grapheme = GRAPHEME.matcher(text).region(from, to);
        int count = 0;
        while (grapheme.find()) {
            count++;
        }
        return count;
    }

    /** The user names a text mentions, in lower case, each once, in order; not those inside URLs. */
    public static List<String> mentions(String text) {
        Set<String> names = new LinkedHashSet<>();
        Matcher mention = MENTION.matcher(withoutUrls(text));
        while (names.size() < MAX_LINKS && mention.find()) {
            names.add(mention.group(1).toLowerCase(Locale.ROOT));
        }
        return List.copyOf(names);
    }

    /** The tags of a text without {@code #}, as {@link #foldTag} makes them, each once, in order; a tag has a letter. */
    public static List<String> tags(String text) {
        Set<String> tags = new LinkedHashSet<>();
        Matcher tag = TAG.matcher(withoutUrls(text));
        while (tags.size() < MAX_LINKS && tag.find()) {
            String folded = foldTag(tag.group(1));
            if (FOLDED_TAG.matcher(folded).matches()) {
                tags.add(folded);
            }
        }
        return List.copyOf(tags);
    }

    /** The form in which a tag is compared and kept: NFKC, lower case, without joiners and other invisible signs. */
    public static String foldTag(String tag) {
        String visible = INVISIBLE_IN_TAG.matcher(tag).replaceAll("");
        String lower = Normalizer.normalize(visible, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(lower, Normalizer.Form.NFKC);
    }

    private static String withoutUrls(String text) {
        Matcher url = URL.matcher(text);
        StringBuilder rest = new StringBuilder(text.length());
        int from = 0;
        while (url.find()) {
            rest.append(text, from, url.start()).append(' ');
            from = urlEnd(text, url.start(), url.end());
        }
        return rest.append(text, from, text.length()).toString();
    }

    /** The sentence's own punctuation after a URL is not part of it, nor is a bracket that it did not open. */
    private static int urlEnd(String text, int start, int end) {
        int unopened = 0;
        for (int i = start; i < end; i++) {
            unopened += bracket(text.charAt(i));
        }
        int last = end;
        for (; last > start; last--) {
            char c = text.charAt(last - 1);
            if (c == ')' ? unopened <= 0 : ".,;:!?'[](".indexOf(c) < 0) {
                return last;
            }
            unopened -= bracket(c);
        }
        return last;
    }

    private static int bracket(char c) {
        return switch (c) {
            case '(' -> -1;
            case ')' -> 1;
            default -> 0;
        };
    }
}
