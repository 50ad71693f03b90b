package magpie.gateway.web;

import java.util.regex.Pattern;
import magpie.api.Limits;
import magpie.api.ServiceException;
import magpie.api.user.Profile;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import magpie.gateway.view.Pages;
import magpie.gateway.view.TimelineViews;
import magpie.gateway.view.TimelineViews.AuthorPage;
import magpie.gateway.view.UserViews;
import magpie.gateway.view.UserViews.UserView;
import magpie.gateway.view.Visibility;
import magpie.gateway.web.html.Language;
import magpie.gateway.web.html.Markup;
import magpie.text.AccountNames;

/** Pages about a person, as a stranger sees them. */
record ProfilePages(PageWriter writer, Visibility visibility, UserViews views, TimelineViews timelines) {
    /** Whoever reads without being signed in. */
    static final long STRANGER = 0;

    private static final Pattern USERNAME = Pattern.compile("[a-z0-9_]{1,30}");
    private static final int POSTS = 20;

    /** A profile with its newest posts. */
    Answer profile(Exchange exchange) {
        return profile(exchange, false);
    }

    /** The same with replies to others. */
    Answer withReplies(Exchange exchange) {
        return profile(exchange, true);
    }

    /** A list of people, which takes an account to read: a profile without posts. */
    Answer people(Exchange exchange) {
        Language language = writer.language(exchange);
        UserView view = view(exchange);
        Markup body = new Markup().open("main");
        about(body, language, view);
        body.element("p", language.word("sign-in-first")).close("main");
        return writer.found(exchange, head(language, view.profile()), body);
    }

    private Answer profile(Exchange exchange, boolean replies) {
        Language language = writer.language(exchange);
        UserView view = view(exchange);
        long id = view.profile().id();
        AuthorPage newest = timelines.byAuthor(STRANGER, id, replies, Pages.Range.from(Limits.NEWEST), POSTS);
        Markup body = new Markup().open("main");
        about(body, language, view);
        body.element("h2", language.word("profile.newest"));
        for (TimelineViews.Item item : newest.page().items()) {
            PostMarkup.listed(body, language, item.post(), item.activity().repost() ? newest.author() : null);
        }
        if (newest.page().items().isEmpty()) {
            body.element("p", language.word("profile.none"));
        }
        FixedPages.needsScript(body, language);
        return writer.found(exchange, head(language, view.profile()), body.close("main"));
    }

    private UserView view(Exchange exchange) {
        return views.view(STRANGER, named(exchange));
    }

    /** The profile that an address names; {@code NOT_FOUND} without one that strangers may see. */
    Profile named(Exchange exchange) {
        String name = AccountNames.username(exchange.path("name"));
        if (!USERNAME.matcher(name).matches()) {
            throw ServiceException.notFound("user");
        }
        return visibility.profile(STRANGER, name);
    }

    private static PageHead head(Language language, Profile profile) {
        String name = profile.displayName();
        String path = "/@" + profile.username();
        String description = profile.bio().isEmpty()
                ? language.word("profile.description", name, profile.username())
                : profile.bio();
        return PageHead.of(language.word("profile.title", name, profile.username()), description, path)
                .about("profile", profile.avatarUrl())
                .with(path + ".atom", language.word("profile.feed", name));
    }

    private static void about(Markup body, Language language, UserView view) {
        Profile profile = view.profile();
        body.open("header").open("h1").element("bdi", profile.displayName()).close("h1");
        body.element("p", "@" + profile.username());
        if (!profile.bio().isEmpty()) {
            body.element("p", profile.bio(), "dir", "auto");
        }
        body.open("dl");
        count(body, language.word("profile.posts"), view.posts());
        count(body, language.word("profile.following"), view.following());
        count(body, language.word("profile.followers"), view.followers());
        body.close("dl").close("header");
    }

    private static void count(Markup body, String what, long number) {
        body.element("dt", what).element("dd", Long.toString(number));
    }
}
