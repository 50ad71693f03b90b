package magpie.text;

import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;

/**
 * Finds the web addresses in a text, with autolink and additional rules for where sentences of other scripts end, and
 * for what a host can be.
 */
final class WebAddresses {
    /**
     * The kind of an address: a URL has a fixed length; a bare host ({@code example.com/a}) and an address with another
     * scheme, or with an impossible host, count as written. None of them is searched for tags or names.
     */
    enum Kind {
        URL,
        BARE,
        OTHER
    }

    /** An address between two indices. */
    record Span(int start, int end, Kind kind) {}

    private static final LinkExtractor SCHEMES =
            LinkExtractor.builder().linkTypes(EnumSet.of(LinkType.URL)).build();
    private static final String SEPARATOR = "://";

    /** No text short enough for a post has more: further ones count as letters, and the search stays linear. */
    private static final int MAX_FOUND = 100;

    private static final int MAX_URLS = PostText.MAX_GRAPHEMES / PostText.URL_GRAPHEMES + 1;

    private static final String LATIN = "A-Za-z0-9\\x{c0}-\\x{24f}";

    /** Two slashes before it stand for the scheme of the page they are on. */
    private static final String BEFORE = "(?:(?<![" + LATIN + "@＠$#＃._/-])|(?<=(?<![" + LATIN + ":._/-])//))";

    private static final Pattern BARE =
            Pattern.compile(BEFORE + "(?:[" + LATIN + "][" + LATIN + "_-]{0,62}+\\.(?=[\\p{L}\\p{N}]))++(?=[\\p{L}])");
    private static final Pattern WEB = Pattern.compile("https?", Pattern.CASE_INSENSITIVE);

    private final String text;
    private final String readable;
    private final List<Span> found = new ArrayList<>();
    private int urls;
    private int tries;

    private WebAddresses(String text) {
        this.text = text;
        this.readable = readable(text);
    }

    /** The addresses, in order, without overlaps. */
    static List<Span> find(String text) {
        if (!text.contains(SEPARATOR) && !hasInnerPoint(text)) {
            return List.of();
        }
        WebAddresses addresses = new WebAddresses(text);
        addresses.search();
        return addresses.found;
    }

    private void search() {
        int from = 0;
        for (int separator = text.indexOf(SEPARATOR); separator >= 0; separator = text.indexOf(SEPARATOR, from)) {
            if (found.size() >= MAX_FOUND || urls >= MAX_URLS) {
                return;
            }
            Iterator<LinkSpan> links = SCHEMES.extractLinks(CharBuffer.wrap(readable, from, readable.length()))
                    .iterator();
            if (!links.hasNext()) {
                break;
            }
            LinkSpan link = links.next();
            int start = from + link.getBeginIndex();
            bare(from, start);
            Span span = withScheme(start, from + link.getEndIndex());
            found.add(span);
            urls += span.kind() == Kind.URL ? 1 : 0;
            from = span.end();
        }
        bare(from, text.length());
    }

    private Span withScheme(int first, int end) {
        int separator = text.indexOf(SEPARATOR, first);
        int start = schemeStart(first, separator);
        boolean web = WEB.matcher(text).region(start, separator).matches() && !isSign(start - 1);
        int hostStart = separator + SEPARATOR.length();
        int nameStart = afterUserInfo(hostStart, end);
        int hostEnd = web && nameStart >= 0 ? Hosts.end(text, nameStart, end) : -1;
        if (hostEnd < 0) {
            return new Span(start, end, Kind.OTHER);
        }
        boolean goesOn = hostEnd < end && isAny(text.charAt(hostEnd), "/?#");
        return new Span(start, goesOn ? withLastSlash(end) : hostEnd, Kind.URL);
    }

    /** Includes a path's final {@code ./}, which autolink leaves to the sentence. */
    private int withLastSlash(int end) {
        return text.startsWith("./", end) ? end + 2 : end;
    }

    /** In {@code end.https://a} the dot belongs to the sentence, though a scheme may contain one. */
    private int schemeStart(int first, int separator) {
        int start = first;
        for (int i = first; i < separator; i++) {
            if (isAny(text.charAt(i), ".+-")) {
                start = i + 1;
            }
        }
        return start < separator ? start : first;
    }

    /** Skips a user name and password before the host, without brackets in them; -1 if they have some. */
    private int afterUserInfo(int from, int end) {
        int at = -1;
        for (int i = from; i < end && !isAny(text.charAt(i), "/?#"); i++) {
            at = text.charAt(i) == '@' ? i : at;
        }
        if (at < 0) {
            return from;
        }
        return text.substring(from, at).indexOf('[') < 0 ? at + 1 : -1;
    }

    /** Whether a sign is there: what follows one belongs to a mention or tag, or to nothing. */
    private boolean isSign(int at) {
        return at >= 0 && isAny(text.charAt(at), "@＠$#＃");
    }

    private void bare(int from, int to) {
        Matcher bare = BARE.matcher(readable).region(from, to).useTransparentBounds(true);
        int next = from;
        while (next < to
                && found.size() < MAX_FOUND
                && tries < MAX_FOUND
                && bare.region(next, to).find()) {
            tries++; // looking up a top-level domain costs more than all the rest
            int top = Hosts.topEnd(readable, bare.end());
            String labels = bare.group().substring(0, bare.group().length() - 1);
            boolean host = top > 0
                    && top <= to
                    && (top == text.length() || !isAny(text.charAt(top), "@＠+"))
                    && Hosts.isName(labels);
            if (host) {
                next = pathEnd(bare.start(), Hosts.rootEnd(readable, top, to), to);
                found.add(new Span(bare.start(), next, Kind.BARE));
            } else {
                next = bare.end();
            }
        }
    }

    private int pathEnd(int start, int hostEnd, int to) {
        if (hostEnd == to || !isAny(text.charAt(hostEnd), "/?")) {
            return hostEnd;
        }
        int space = hostEnd;
        while (space < to && readable.charAt(space) > ' ') {
            space++;
        }
        String asUrl = "a" + SEPARATOR + readable.substring(start, space);
        int end = SCHEMES.extractLinks(asUrl).iterator().next().getEndIndex();
        return start + end - SEPARATOR.length() - 1;
    }

    private static boolean isAny(char c, String of) {
        return of.indexOf(c) >= 0;
    }

    private static boolean hasInnerPoint(String text) {
        for (int i = text.indexOf('.', 1); i > 0 && i + 1 < text.length(); i = text.indexOf('.', i + 1)) {
            if (Character.isLetter(text.charAt(i + 1)) && text.charAt(i - 1) > ' ') {
                return true;
            }
        }
        return false;
    }

    /** The text with the punctuation of other scripts replaced by ASCII, which is all that autolink knows. */
    private static String readable(String text) {
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            if (chars[i] >= 0x80) {
                chars[i] = asAscii(chars[i]);
            }
        }
        return new String(chars);
    }

    private static char asAscii(char c) {
        return switch (c) {
            case '。',
                    '、',
                    '，',
                    '！',
                    '？',
                    '；',
                    '：',
                    '｡',
                    '､',
                    '「',
                    '」',
                    '『',
                    '』',
                    '（',
                    '）',
                    '《',
                    '》',
                    '〈',
                    '〉',
                    '【',
                    '】' -> ' ';
            case '“', '”', '„', '«', '»', '‹', '›', '…' -> ' ';
            case '’', '‘' -> '\'';
            case '،', '؛', '؟', '۔', '।', '॥', '։', '።' -> ',';
            default -> Unseen.isGap(c) || isDirection(c) ? ' ' : c;
        };
    }

    private static boolean isDirection(char c) {
        return (c >= '\u200b' && c <= '\u200f' && !Joining.isJoiner(c))
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
