package magpie.gateway.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import magpie.api.Ids;
import magpie.api.Limits;
import magpie.api.post.PostFacts;
import magpie.api.user.Profile;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import magpie.gateway.view.Author;
import magpie.gateway.view.Pages;
import magpie.gateway.view.PostViews.Counted;
import magpie.gateway.view.TimelineViews;
import magpie.gateway.web.html.Language;
import magpie.gateway.web.html.Markup;

/**
 * Feeds in Atom (RFC 4287): the newest posts that a person wrote. What they reposted is others', who have feeds of
 * their own. A post does not change, so it was updated when it was published. Ids name no host: they must stay the same
 * under another address, or readers would see everything as new.
 */
record AtomFeeds(PageWriter writer, ProfilePages profiles, TimelineViews timelines) {
    private static final String TYPE = "application/atom+xml; charset=utf-8";
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
    private static final int ENTRIES = 20;
    /** For those who repost much more than they post, so many pages of so many are read at most. */
    private static final int PAGES = 5;

    private static final int PAGE = 60;

    private static final int TITLE = 80;

    /** The feed of a profile. */
    Answer profile(Exchange exchange) {
        Profile profile = profiles.named(exchange);
        List<Counted> posts = ownPosts(profile.id());
        String origin = writer.site().origin(exchange);
        Markup feed = feed(origin, writer.language(exchange), profile, posts);
        return PageWriter.kept(exchange, TYPE, (DECLARATION + feed).getBytes(StandardCharsets.UTF_8));
    }

    private List<Counted> ownPosts(long id) {
        List<Counted> posts = new ArrayList<>();
        Long from = Limits.NEWEST;
        for (int i = 0; i < PAGES && from != null && posts.size() < ENTRIES; i++) {
            Pages.Page<TimelineViews.Item> page = timelines
                    .byAuthor(ProfilePages.STRANGER, id, false, Pages.Range.from(from), PAGE)
                    .page();
            page.items().stream()
                    .filter(item -> !item.activity().repost())
                    .map(TimelineViews.Item::post)
                    .limit(ENTRIES - posts.size())
                    .forEach(posts::add);
            from = page.next();
        }
        return posts;
    }

    private static Markup feed(String origin, Language language, Profile profile, List<Counted> posts) {
        String page = origin + "/@" + profile.username();
        long updated = posts.isEmpty()
                ? Ids.millis(profile.id())
                : posts.getFirst().shown().post().createdAt();
        Markup feed = new Markup().open("feed", "xmlns", "http://www.w3.org/2005/Atom");
        feed.element("id", "urn:magpie:user:" + profile.id());
        feed.element("title", language.word("profile.title", profile.displayName(), profile.username()));
        if (!profile.bio().isEmpty()) {
            feed.element("subtitle", profile.bio());
        }
        feed.element("updated", time(updated));
        feed.empty("link", "rel", "self", "type", "application/atom+xml", "href", page + ".atom");
        feed.empty("link", "rel", "alternate", "type", "text/html", "href", page);
        feed.open("author")
                .element("name", profile.displayName())
                .element("uri", page)
                .close("author");
        for (Counted post : posts) {
            if (!feed.isFull()) {
                entry(feed, origin, post);
            }
        }
        return feed.close("feed");
    }

    private static void entry(Markup feed, String origin, Counted counted) {
        PostFacts post = counted.shown().post();
        Author author = counted.shown().author();
        String page = origin + PostMarkup.path(author, post);
        Markup content = new Markup().open("p");
        PostMarkup.text(content, origin, post, counted.shown().known());
        content.close("p");
        feed.open("entry").element("id", "urn:magpie:post:" + post.id());
        feed.element("title", PostPages.start(post.text(), TITLE));
        feed.element("published", time(post.createdAt())).element("updated", time(post.createdAt()));
        feed.empty("link", "rel", "alternate", "type", "text/html", "href", page);
        post.tags().forEach(tag -> feed.empty("category", "term", tag));
        feed.element("content", content.toString(), "type", "html").close("entry");
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
