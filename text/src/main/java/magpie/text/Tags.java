package magpie.text;

import com.ibm.icu.text.Normalizer2;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of tags: letters, marks and digits of any script, and what joins the parts of one word in it (UTS 31,
 * table of medial characters, and what twitter-text adds). Every repetition in a pattern is possessive.
 */
final class Tags {
    /** The most UTF-16 units of a tag. */
    static final int MAX_CHARS = 100;

    /** Part of a word anywhere: marks that are not letters to Unicode, and small digits as in H₂O. */
    private static final String IN_WORDS = "_\\x{5f3}\\x{f0b}\\x{f0c}\\x{3003}\\x{309b}\\x{309c}\\x{a67e}"
            + "\\x{b2}\\x{b3}\\x{b9}\\x{2070}\\x{2074}-\\x{2079}\\x{2080}-\\x{2089}";

    /** Part of a word only between two of its parts. */
    private static final String BETWEEN = "\\x{b7}\\x{58a}\\x{5be}\\x{5f4}\\x{2027}\\x{301c}\\x{30a0}\\x{30fb}"
            + "\\x{ff5e}\\x{ff65}\\x{200c}\\x{200d}";

    private static final String LETTERS = "\\p{L}\\p{M}\\p{Nd}\\p{Nl}";
    private static final String WORD = "[" + LETTERS + IN_WORDS + "]";
    private static final String JAPANESE = "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\x{30fc}]";

    /** The Japanese wave dash in ASCII, which its wide form becomes when tags are compared. */
    private static final String WAVE = "(?<=" + JAPANESE + ")~(?=" + JAPANESE + ")";

    /** Keyboard forms of the apostrophe in Ukrainian and Belarusian, and of geresh and gershayim in Hebrew. */
    private static final String APOSTROPHE = "(?<=\\p{IsCyrillic})['’ʼ](?=\\p{IsCyrillic})";

    private static final String GERESH = "(?<=\\p{IsHebrew})['’‘](?=\\p{IsHebrew})";
    private static final String GERSHAYIM = "(?<=\\p{IsHebrew})[\"”“](?=\\p{IsHebrew})";
    private static final String QUOTES = APOSTROPHE + "|" + GERESH + "|" + GERSHAYIM;

    private static final String NAME =
            WORD + "++(?:(?:[" + BETWEEN + "]|" + WAVE + "|" + QUOTES + ")++" + WORD + "++)*+";

    /** Unicode calls them marks, but they turn digits and signs into emoji, and a tag may follow them. */
    private static final String EMOJI_MARKS = "\\x{fe00}-\\x{fe0f}\\x{20e3}";

    private static final Pattern TAG = Pattern.compile(
            "[#＃](?<![[" + LETTERS + IN_WORDS + "&#＃]&&[^" + EMOJI_MARKS + "]][#＃])(" + NAME + ")(?!://)");
    private static final Pattern FOLDED = Pattern.compile("(?=[^\\p{L}]*+\\p{L})" + NAME);

    private Tags() {}

    /** The tags of a text outside of addresses, folded, each once, in order, up to a maximum. */
    static List<String> find(String text, int most) {
        if (text.indexOf('#') < 0 && text.indexOf('＃') < 0) {
            return List.of();
        }
        Set<String> tags = new LinkedHashSet<>();
        Matcher tag = TAG.matcher(text);
        while (tags.size() < most && tag.find()) {
            String folded = tag.end(1) - tag.start(1) > MAX_CHARS ? "" : fold(tag.group(1));
            if (isFolded(folded)) {
                tags.add(folded);
            }
        }
        return List.copyOf(tags);
    }

    /** Where in a text each of these tags stands. */
    static List<TextLink> links(String text, Collection<String> tags) {
        List<TextLink> links = new ArrayList<>();
        Matcher tag = TAG.matcher(text);
        while (!tags.isEmpty() && tag.find()) {
            String folded = tag.end(1) - tag.start(1) > MAX_CHARS ? "" : fold(tag.group(1));
            if (tags.contains(folded)) {
                links.add(new TextLink(TextLink.Kind.TAG, tag.start(), tag.end(), folded));
            }
        }
        return links;
    }

    /** Whether a folded tag is one that a text can have. */
    static boolean isFolded(String tag) {
        return tag.length() <= MAX_CHARS && FOLDED.matcher(tag).matches();
    }

    /**
     * The form in which a tag is compared: NFKC, full case folding, no invisible characters. Spacing voiced marks are
     * joined to the letter before them, like their narrow forms; variants of a sign on keyboards become one.
     */
    static String fold(String tag) {
        String voiced = tag.replace('\u309b', '\u3099').replace('\u309c', '\u309a');
        String folded = Folding.NFKC_CASEFOLD.normalize(voiced);
        return oneQuote(Normalizer.normalize(folded, Normalizer.Form.NFKC));
    }

    private static String oneQuote(String tag) {
        if (tag.chars().noneMatch(c -> "'\"’‘”“ʼ".indexOf(c) >= 0)) {
            return tag;
        }
        String apostrophes = Folding.APOSTROPHES.matcher(tag).replaceAll("’");
        String gereshs = Folding.GERESHS.matcher(apostrophes).replaceAll("׳");
        return Folding.GERSHAYIMS.matcher(gereshs).replaceAll("״");
    }

    /** Loaded with the first tag, not at the start. */
    private static final class Folding {
        static final Normalizer2 NFKC_CASEFOLD = Normalizer2.getNFKCCasefoldInstance();
        static final Pattern APOSTROPHES = Pattern.compile(APOSTROPHE);
        static final Pattern GERESHS = Pattern.compile(GERESH);
        static final Pattern GERSHAYIMS = Pattern.compile(GERSHAYIM);
    }
}
