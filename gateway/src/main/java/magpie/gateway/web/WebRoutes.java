package magpie.gateway.web;

import static magpie.gateway.http.Access.FREE;
import static magpie.gateway.http.Access.OPEN;
import static magpie.gateway.http.Access.PAGE;
import static magpie.gateway.http.Access.READ;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import magpie.api.ServiceException;
import magpie.gateway.action.ApiContext;
import magpie.gateway.auth.Credentials;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Api;
import magpie.gateway.http.CrossOrigin;
import magpie.gateway.http.Endpoint;
import magpie.gateway.http.Exchange;
import magpie.gateway.http.Route;
import magpie.gateway.view.PostPageViews;
import magpie.gateway.view.PostViews;
import magpie.gateway.view.ThreadViews;
import magpie.gateway.view.TimelineViews;
import magpie.gateway.view.UserViews;
import magpie.gateway.view.Visibility;
import magpie.gateway.web.file.PageFile;
import magpie.gateway.web.file.PageFolder;
import magpie.gateway.web.html.Template;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** The routes of the web page: its files, and every address that people share. */
public final class WebRoutes {
    /** Scripts, styles and pictures of this site alone, none within a page; nobody frames it, and it asks nobody else. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types magpie";

    private static final List<HttpField> FIELDS = List.of(
            new PreEncodedHttpField("Content-Security-Policy", POLICY),
            new PreEncodedHttpField("Cross-Origin-Opener-Policy", "same-origin"),
            new PreEncodedHttpField("Cross-Origin-Resource-Policy", "same-origin"),
            new PreEncodedHttpField("Referrer-Policy", "same-origin"),
            new PreEncodedHttpField(
                    "Permissions-Policy",
                    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"));

    private static final List<String> LISTS_OF_PEOPLE = List.of("followers", "following", "mutuals");
    private static final List<String> SETTINGS = List.of("account", "sessions", "appearance", "privacy", "data");

    private final Api api;
    private final boolean open;
    private final Map<String, PageFile> files;
    private final FixedPages fixed;
    private final ProfilePages profiles;
    private final PostPages posts;
    private final AtomFeeds feeds;

    /**
     * Creates the routes.
     *
     * @param folder what was read of the page's folder
     * @param open whether strangers may read what people publish
     */
    public WebRoutes(PageFolder.Contents folder, Credentials credentials, ApiContext context, boolean open) {
        Template built = folder.template();
        PageWriter writer = new PageWriter(built == null ? Template.BARE : built, context.site());
        PostViews views = new PostViews(context.posts(), context.authors());
        Visibility visibility =
                new Visibility(context.users(), context.unseen(), context.graph(), context.posts(), context.authors());
        PostPageViews pages = new PostPageViews(visibility, views);
        UserViews users = new UserViews(context.users(), context.unseen(), context.graph(), context.posts());
        TimelineViews timelines = new TimelineViews(context.posts(), context.authors(), visibility, views);
        this.api = new Api("/", new PageErrors(writer), FIELDS, credentials, Set.of(), CrossOrigin.NONE);
        this.open = open;
        this.files = folder.files();
        this.fixed = new FixedPages(writer, built != null);
        this.profiles = new ProfilePages(writer, visibility, users, timelines);
        this.posts = new PostPages(
                writer, new ThreadViews(context.posts(), visibility, views, pages), pages, context.posts());
        this.feeds = new AtomFeeds(writer, profiles, timelines);
    }

    /** The home page, which is also where programs begin. */
    public Route root() {
        return api.fastPath("GET", "/", PAGE, fixed::root);
    }

    /** All other routes. */
    public List<Route> table() {
        List<Route> all = new ArrayList<>();
        all.add(page("/@{name}", profiles::profile));
        all.add(page("/@{name}/with-replies", profiles::withReplies));
        LISTS_OF_PEOPLE.forEach(list -> all.add(page("/@{name}/" + list, profiles::people)));
        all.add(page("/@{name}/{id}", posts::post));
        all.add(page("/@{name}/{id}/likes", posts::people));
        all.add(page("/@{name}/{id}/reposts", posts::people));
        all.add(page("/tags/{tag}", posts::tag));
        all.add(fixed("/search", fixed.titled("search.title")));
        all.add(fixed("/notifications", fixed.titled("notifications.title")));
        all.add(fixed("/compose", fixed.titled("compose.title")));
        all.add(fixed("/settings", fixed.titled("settings.title")));
        SETTINGS.forEach(part -> all.add(fixed("/settings/" + part, fixed.titled("settings.title"))));
        all.add(fixed("/about", fixed.described("about.title", "/about")));
        all.add(fixed("/welcome", fixed.described("welcome.title", "/welcome")));
        all.add(api.route("GET", "/@{name}.atom", READ, feeds::profile));
        all.add(api.route("GET", "/robots.txt", OPEN, this::robots));
        addFiles(all);
        return all;
    }

    private Route page(String template, Endpoint endpoint) {
        return api.route("GET", template, PAGE, open ? endpoint : fixed::closed);
    }

    private Route fixed(String template, Endpoint endpoint) {
        return api.fastPath("GET", template, PAGE, endpoint);
    }

    /** What lies at the top has a route each; of a folder's there is one for all, so that few are counted apart. */
    private void addFiles(List<Route> all) {
        Map<String, Map<String, PageFile>> folders = new TreeMap<>();
        files.forEach((path, file) -> {
            int name = path.lastIndexOf('/') + 1;
            folders.computeIfAbsent(path.substring(0, name), folder -> new TreeMap<>())
                    .put(path.substring(name), file);
        });
        folders.forEach((folder, inside) -> {
            if (folder.isEmpty()) {
                inside.forEach((name, file) -> all.add(api.fastPath("GET", "/" + name, FREE, file::answer)));
            } else {
                Map<String, PageFile> known = Map.copyOf(inside);
                all.add(api.fastPath("GET", "/" + folder + "{file}", FREE, exchange -> file(known, exchange)));
            }
        });
    }

    private static Answer file(Map<String, PageFile> known, Exchange exchange) {
        PageFile file = known.get(exchange.path("file"));
        if (file == null) {
            throw ServiceException.notFound("file");
        }
        return file.answer(exchange);
    }

    private Answer robots(Exchange exchange) {
        String text = open
                ? "User-agent: *\nDisallow: /v1/\nDisallow: /settings\nDisallow: /notifications\nDisallow: /search\n"
                : "User-agent: *\nDisallow: /\n";
        return Answer.document("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
}
