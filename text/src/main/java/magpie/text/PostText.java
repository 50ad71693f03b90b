package magpie.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The grammar of a post's text: how long it is, whom it mentions, which tags it has; docs/text.md explains it to
 * clients. Pure functions; linear in the text's length, even for hostile texts.
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

    private PostText() {}

    /**
     * What was parsed from a text; {@link #mentioned} finds mentions, for callers that can resolve them.
     *
     * @param length how many graphemes it counts
     * @param tags its tags without {@code #}, folded, each once, in order
     */
    public record Reading(int length, List<String> tags) {}

    /** Parses a normalised text. */
    public static Reading read(String text) {
        List<WebAddresses.Span> addresses = WebAddresses.find(text);
        boolean tagged = text.indexOf('#') >= 0 || text.indexOf('＃') >= 0;
        return new Reading(
                length(text, addresses), tagged ? Tags.find(without(text, addresses), MAX_LINKS) : List.of());
    }

    /** Whether a text has at most {@link #MAX_BYTES}; cheap if it is far from the limit on either side. */
    public static boolean fits(String text) {
        return text.length() <= MAX_BYTES
                && (text.length() <= MAX_BYTES / 3 || text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES);
    }

    /** The text as it is kept. */
    public static String normalize(String text) {
        return PlainText.lines(text);
    }

    /** How many graphemes (user-perceived characters) a text counts; each URL counts {@link #URL_GRAPHEMES}. */
    public static int length(String text) {
        return length(text, WebAddresses.find(text));
    }

    private static int length(String text, List<WebAddresses.Span> addresses) {
        int length = 0;
        int from = 0;
        for (WebAddresses.Span address : addresses) {
            if (address.kind() == WebAddresses.Kind.URL) {
                length += Graphemes.count(text, from, address.start()) + URL_GRAPHEMES;
                from = address.end();
            }
        }
        return length + Graphemes.count(text, from, text.length());
    }

    /** How many graphemes a text has, URLs counted as they stand. */
    public static int graphemes(String text) {
        return Graphemes.count(text, 0, text.length());
    }

    /** The user names a text mentions, in lower case, each once, in order; not those inside addresses. */
    public static List<String> mentions(String text) {
        boolean none = text.indexOf('@') < 0 && text.indexOf('＠') < 0;
        return none ? List.of() : Mentions.find(without(text, WebAddresses.find(text)), MAX_LINKS);
    }

    /** The mentions of a text that is not normalised yet; most texts have no at sign, which is cheap. */
    public static List<String> mentioned(String text) {
        return text.indexOf('@') < 0 && text.indexOf('＠') < 0 ? List.of() : mentions(normalize(text));
    }

    /** The tags of a text without {@code #}, as {@link #foldTag} makes them, each once, in order; a tag has a letter. */
    public static List<String> tags(String text) {
        boolean none = text.indexOf('#') < 0 && text.indexOf('＃') < 0;
        return none ? List.of() : Tags.find(without(text, WebAddresses.find(text)), MAX_LINKS);
    }

    /** Whether a text can have a tag, given as {@link #foldTag} makes it. */
    public static boolean isTag(String folded) {
        return Tags.isFolded(folded);
    }

    /**
     * Where a normalised text leads, in order, without overlaps.
     *
     * @param names the people it mentions, in lower case
     * @param tags its tags, as {@link #foldTag} makes them
     */
    public static List<TextLink> links(String text, Collection<String> names, Collection<String> tags) {
        List<WebAddresses.Span> addresses = WebAddresses.find(text);
        List<TextLink> links = new ArrayList<>();
        StringBuilder rest = new StringBuilder(text);
        for (WebAddresses.Span address : addresses) {
            for (int i = address.start(); i < address.end(); i++) {
                rest.setCharAt(i, ' ');
            }
            if (address.kind() == WebAddresses.Kind.URL) {
                String url = text.substring(address.start(), address.end());
                links.add(new TextLink(TextLink.Kind.URL, address.start(), address.end(), url));
            }
        }
        links.addAll(Mentions.links(rest.toString(), names));
        links.addAll(Tags.links(rest.toString(), tags));
        links.sort(Comparator.comparingInt(TextLink::start));
        return links;
    }

    /** The form in which a tag is compared and kept: NFKC, full case folding, without what cannot be seen. */
    public static String foldTag(String tag) {
        return Tags.fold(tag);
    }

    private static String without(String text, List<WebAddresses.Span> addresses) {
        if (addresses.isEmpty()) {
            return text;
        }
        StringBuilder rest = new StringBuilder(text.length());
        int from = 0;
        for (WebAddresses.Span address : addresses) {
            rest.append(text, from, address.start()).append(' ');
            from = address.end();
        }
        return rest.append(text, from, text.length()).toString();
    }
}
