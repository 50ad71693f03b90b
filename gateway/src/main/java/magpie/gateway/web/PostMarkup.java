package magpie.gateway.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import magpie.api.post.PostFacts;
import magpie.gateway.view.Author;
import magpie.gateway.view.PostViews.Counted;
import magpie.gateway.web.html.Language;
import magpie.gateway.web.html.Markup;
import magpie.text.PostText;
import magpie.text.TextLink;
import org.jspecify.annotations.Nullable;

/** Writes posts as people without script and search engines read them. */
final class PostMarkup {
    /** What a link that people wrote says of itself: it is theirs, vouches for nothing, and opens nothing of ours. */
    static final String THEIRS = "ugc nofollow noopener";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private PostMarkup() {}

    /** Writes a post of a list, as long as the page is not too long already. */
    static void listed(Markup out, Language language, Counted counted, @Nullable Author reposter) {
        if (!out.isFull()) {
            article(out, language, counted, reposter);
        }
    }

    /** Writes a post; the reposter is null for an author's own. */
    static void article(Markup out, Language language, Counted counted, @Nullable Author reposter) {
        PostFacts post = counted.shown().post();
        Author author = counted.shown().author();
        out.open("article");
        if (reposter != null) {
            out.element("p", language.word("profile.reposted", reposter.displayName()));
        }
        out.open("header");
        person(out, author);
        out.open("a", "href", path(author, post));
        time(out, post.createdAt());
        out.close("a").close("header");
        out.open("p", "dir", "auto");
        text(out, "", post, counted.shown().known());
        out.close("p");
        counts(out, language, counted);
        out.close("article");
    }

    /** The address of a post's page. */
    static String path(Author author, PostFacts post) {
        return "/@" + author.username() + "/" + post.id();
    }

    /** Writes a post's text with its links; those within this site begin with {@code base}. */
    static void text(Markup out, String base, PostFacts post, Map<Long, Author> known) {
        String text = post.text();
        int from = 0;
        for (TextLink link : PostText.links(text, names(post, known), post.tags())) {
            lines(out, text, from, link.start());
            if (link.kind() == TextLink.Kind.URL) {
                out.open("a", "href", link.target(), "rel", THEIRS);
            } else {
                out.open("a", "href", base + path(link));
            }
            out.text(text, link.start(), link.end()).close("a");
            from = link.end();
        }
        lines(out, text, from, text.length());
    }

    /** Writes a time for people and for programs. */
    static void time(Markup out, long millis) {
        Instant time = Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS);
        out.element("time", TIME.format(time), "datetime", time.toString());
    }

    private static void person(Markup out, Author author) {
        out.open("a", "href", "/@" + author.username());
        out.element("bdi", author.displayName())
                .text(" @" + author.username())
                .close("a")
                .text(" ");
    }

    private static void counts(Markup out, Language language, Counted counted) {
        int row = counted.row();
        String likes = language.word("post.likes") + " " + counted.stats().likes()[row];
        String reposts = language.word("post.reposts") + " " + counted.stats().reposts()[row];
        String replies = language.word("post.replies") + " " + counted.stats().replies()[row];
        out.element("footer", likes + " · " + reposts + " · " + replies);
    }

    private static String path(TextLink link) {
        return link.kind() == TextLink.Kind.MENTION ? "/@" + link.target() : tagPath(link.target());
    }

    /** The address of a tag's page: the letters of all scripts stay readable, as browsers encode them on the way. */
    static String tagPath(String tag) {
        return "/tags/" + tag;
    }

    /** The current names of those whom a post mentions. */
    private static List<String> names(PostFacts post, Map<Long, Author> known) {
        List<String> names = new ArrayList<>(post.mentionedIds().length);
        for (long id : post.mentionedIds()) {
            Author person = known.get(id);
            if (person != null) {
                names.add(person.username());
            }
        }
        return names;
    }

    private static void lines(Markup out, String text, int from, int to) {
        int start = from;
        for (int end = text.indexOf('\n', start); end >= 0 && end < to; end = text.indexOf('\n', start)) {
            out.text(text, start, end).empty("br");
            start = end + 1;
        }
        out.text(text, start, to);
    }
}
