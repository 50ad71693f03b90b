package magpie.api.post;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of a post's text, which is part of the contract: how long it is, whom it mentions, which tags it has.
 * Pure functions; linear in the text's length.
 */
public final class PostText {
    /** The most graphemes a text may have. */
    public static final int MAX_GRAPHEMES = 280;

    /** What a URL counts, however long it is. */
    public static final int URL_GRAPHEMES = 23;

    /** The most characters (UTF-16 units) a text may have: long family emoji and URLs fit, abuse does not. */
    public static final int MAX_CHARS = 8_000;

    /** The most people and tags a text can link to; further ones stay plain text. */
    public static final int MAX_LINKS = 30;

    private static final Pattern URL = Pattern.compile(
            "\\bhttps?://[^\\s<>\"]*[^\\s<>\".,;:!?)\\]'\\p{IsPunctuation}]/?", Pattern.CASE_INSENSITIVE);
    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    private static final Pattern MENTION =
            Pattern.compile("(?<![\\p{L}\\p{N}_@#/])@([A-Za-z0-9_]{1,30})(?![A-Za-z0-9_@])");
    private static final Pattern TAG =
            Pattern.compile("(?<![\\p{L}\\p{N}_&/#])[#＃]([\\p{L}\\p{M}\\p{Nd}_]{1,100})(?![\\p{L}\\p{M}\\p{Nd}_])");
    private static final Pattern ONLY_DIGITS = Pattern.compile("[\\p{Nd}_]+");

    private PostText() {}

    /** The text as it is kept: Unicode NFC, line ends as \n, no control characters, no space around it. */
    public static String normalize(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        String printable = lines.codePoints()
                .filter(c -> c == '\n' || !Character.isISOControl(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return Normalizer.normalize(printable, Normalizer.Form.NFC).strip();
    }

    /** How many graphemes (user-perceived characters) a text counts; each URL counts {@link #URL_GRAPHEMES}. */
    public static int length(String text) {
        Matcher url = URL.matcher(text);
        int length = 0;
        int from = 0;
        while (url.find()) {
            length += graphemes(text, from, url.start()) + URL_GRAPHEMES;
            from = url.end();
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
        return found(MENTION, withoutUrls(text), false);
    }

    /** The tags of a text without {@code #}, in lower case, each once, in order; a tag has at least one letter. */
    public static List<String> tags(String text) {
        return found(TAG, withoutUrls(text), true);
    }

    /** The form in which a tag is compared and kept. */
    public static String foldTag(String tag) {
        return Normalizer.normalize(tag, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static String withoutUrls(String text) {
        return URL.matcher(text).replaceAll(" ");
    }

    private static List<String> found(Pattern pattern, String text, boolean tags) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(text);
        while (names.size() < MAX_LINKS && matcher.find()) {
            String name = matcher.group(1);
            if (!tags) {
                names.add(name.toLowerCase(Locale.ROOT));
            } else if (!ONLY_DIGITS.matcher(name).matches()) {
                names.add(foldTag(name));
            }
        }
        return List.copyOf(names);
    }
}
