package magpie.gateway.web;

import java.util.List;
import magpie.api.Limits;
import magpie.api.ServiceException;
import magpie.api.post.PostFacts;
import magpie.api.post.Posts;
import magpie.api.post.TagListing;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import magpie.gateway.json.JsonBody;
import magpie.gateway.view.Author;
import magpie.gateway.view.Pages;
import magpie.gateway.view.PostPageViews;
import magpie.gateway.view.PostViews.Counted;
import magpie.gateway.view.ThreadViews;
import magpie.gateway.web.html.Language;
import magpie.gateway.web.html.Markup;
import magpie.text.AccountNames;
import magpie.text.PostText;

/** Pages of posts, as a stranger sees them: one with its thread, and the newest with a tag. */
record PostPages(PageWriter writer, ThreadViews threads, PostPageViews pages, Posts posts) {
    private static final int POSTS = 20;
    private static final int TITLE = 60;

    /** A post, what it answers, and the first replies. */
    Answer post(Exchange exchange) {
        Language language = writer.language(exchange);
        ThreadViews.InThread thread = named(exchange);
        long id = thread.post().shown().post().id();
        List<Counted> replies =
                threads.replies(ProfilePages.STRANGER, id, 0, POSTS).items();
        Markup body = new Markup().open("main");
        body.element("h1", title(language, thread.post()));
        for (ThreadViews.Above above : thread.ancestors()) {
            if (above.post() == null) {
                body.element("p", language.word("post.gone"));
            } else {
                PostMarkup.listed(body, language, above.post(), null);
            }
        }
        PostMarkup.article(body, language, thread.post(), null);
        if (!replies.isEmpty()) {
            body.element("h2", language.word("post.replies"));
            replies.forEach(reply -> PostMarkup.listed(body, language, reply, null));
        }
        FixedPages.needsScript(body, language);
        return writer.found(exchange, head(language, thread.post()), body.close("main"));
    }

    /** Who likes or reposted a post, which takes an account to read: the post alone. */
    Answer people(Exchange exchange) {
        Language language = writer.language(exchange);
        Counted post = named(exchange).post();
        Markup body = new Markup().open("main").element("h1", title(language, post));
        PostMarkup.article(body, language, post, null);
        body.element("p", language.word("sign-in-first")).close("main");
        return writer.found(exchange, head(language, post), body);
    }

    /** The newest posts with a tag. A tag that nobody uses is there, and no search engine should know of it. */
    Answer tag(Exchange exchange) {
        Language language = writer.language(exchange);
        String tag = PostText.foldTag(exchange.path("tag"));
        if (!PostText.isTag(tag)) {
            throw ServiceException.notFound("tag");
        }
        List<Counted> newest = pages.page(
                        ProfilePages.STRANGER,
                        Pages.Range.from(Limits.NEWEST),
                        POSTS,
                        (before, most) -> posts.byTag(new TagListing(tag, before, most)))
                .items();
        String title = language.word("tag.title", tag);
        Markup body = new Markup().open("main").element("h1", title);
        newest.forEach(post -> PostMarkup.listed(body, language, post, null));
        if (newest.isEmpty()) {
            body.element("p", language.word("tag.none"));
        }
        FixedPages.needsScript(body, language);
        String description = language.word("tag.description", tag);
        PageHead head = newest.isEmpty()
                ? PageHead.unlisted(title, description)
                : PageHead.of(title, description, PostMarkup.tagPath(tag));
        return writer.found(exchange, head, body.close("main"));
    }

    /** The thread of the post that an address names, if it is by the person that the address names. */
    private ThreadViews.InThread named(Exchange exchange) {
        long id = JsonBody.id(exchange.path("id"));
        if (id == 0) {
            throw ServiceException.notFound("post");
        }
        ThreadViews.InThread thread = threads.thread(ProfilePages.STRANGER, id);
        Author author = thread.post().shown().author();
        if (!author.username().equals(AccountNames.username(exchange.path("name")))) {
            throw ServiceException.notFound("post");
        }
        return thread;
    }

    private static PageHead head(Language language, Counted counted) {
        PostFacts post = counted.shown().post();
        Author author = counted.shown().author();
        return PageHead.of(title(language, counted), post.text(), PostMarkup.path(author, post))
                .about("article", author.avatarUrl());
    }

    private static String title(Language language, Counted counted) {
        String name = counted.shown().author().displayName();
        return language.word("post.title", name, start(counted.shown().post().text(), TITLE));
    }

    /** The beginning of a text in one line. */
    static String start(String text, int most) {
        String line = text.replaceAll("\\s+", " ");
        if (line.codePointCount(0, line.length()) <= most) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, most)) + "…";
    }
}
