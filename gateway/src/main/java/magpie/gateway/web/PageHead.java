package magpie.gateway.web;

import magpie.gateway.action.Site;
import magpie.gateway.http.Exchange;
import magpie.gateway.web.html.Markup;
import org.jspecify.annotations.Nullable;

/**
 * What a page says of itself to browsers, search engines and chats.
 *
 * @param title what it is about; empty for the network's own name
 * @param description a sentence or two
 * @param path the one path under which it should be known; null if it should not be known at all
 * @param kind its type in Open Graph
 * @param image a picture, as a URL or path; null for none
 * @param feed a feed of it in Atom; null for none
 * @param feedTitle what the feed is called
 * @param ahead what its script will ask for first; null for nothing that is known
 */
record PageHead(
        String title,
        String description,
        @Nullable String path,
        String kind,
        @Nullable String image,
        @Nullable String feed,
        String feedTitle,
        @Nullable String ahead) {
    private static final int LONGEST = 200;

    /** The head of a page to be found under a path. */
    static PageHead of(String title, String description, String path) {
        return new PageHead(title, shortened(description), path, "website", null, null, "", null);
    }

    /** The head of a page that no search engine should know. */
    static PageHead unlisted(String title, String description) {
        return new PageHead(title, shortened(description), null, "website", null, null, "", null);
    }

    /** About a person or what one wrote, with their picture. */
    PageHead about(String newKind, @Nullable String newImage) {
        return new PageHead(title, description, path, newKind, newImage, feed, feedTitle, ahead);
    }

    /** With a feed. */
    PageHead with(String newFeed, String newFeedTitle) {
        return new PageHead(title, description, path, kind, image, newFeed, newFeedTitle, ahead);
    }

    /** With a request that the browser sends before the script runs that needs its answer. */
    PageHead loading(String address) {
        return new PageHead(title, description, path, kind, image, feed, feedTitle, address);
    }

    /** The elements of the head. */
    Markup markup(Exchange exchange, Site site) {
        String origin = site.origin(exchange);
        String whole = title.isEmpty() ? site.name() : title + " · " + site.name();
        Markup head = new Markup().element("title", whole);
        head.empty("meta", "name", "description", "content", description);
        if (path == null) {
            head.empty("meta", "name", "robots", "content", "noindex");
        } else {
            head.empty("link", "rel", "canonical", "href", origin + path);
        }
        property(head, "og:site_name", site.name());
        property(head, "og:title", title.isEmpty() ? site.name() : title);
        property(head, "og:description", description);
        property(head, "og:type", kind);
        property(head, "og:url", path == null || origin.isEmpty() ? null : origin + path);
        property(head, "og:image", image(origin));
        head.empty("meta", "name", "twitter:card", "content", "summary");
        if (feed != null) {
            head.empty("link", "rel", "alternate", "type", "application/atom+xml", "title", feedTitle, "href", feed);
        }
        if (ahead != null) {
            head.empty("link", "rel", "preload", "as", "fetch", "crossorigin", "", "href", ahead);
        }
        return head;
    }

    private static void property(Markup head, String name, @Nullable String value) {
        if (value != null) {
            head.empty("meta", "property", name, "content", value);
        }
    }

    /** The picture's whole address; null without one. */
    private @Nullable String image(String origin) {
        if (image == null || !image.startsWith("/")) {
            return image;
        }
        return origin.isEmpty() ? null : origin + image;
    }

    /** As much of a text as previews show, in one line. */
    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return line.substring(0, end) + "…";
    }
}
