package magpie.gateway.web;

import magpie.gateway.action.Site;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Endpoint;
import magpie.gateway.http.Exchange;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.web.html.Language;
import magpie.gateway.web.html.Markup;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Pages without anything of people's: the first one, and those whose content the script alone brings.
 *
 * @param built whether there is a built page, without which the first one says how to get it
 */
record FixedPages(PageWriter writer, boolean built) {
    /** What the script of the home page asks for first, letter by letter. */
    private static final String HOME_FEED = "/v1/feed?limit=20";

    private static final HttpField VARY = new HttpField(HttpHeader.VARY, "Accept, Accept-Encoding");

    /** The home page; for programs, where the API is described. */
    Answer root(Exchange exchange) {
        if (PageErrors.prefersJson(exchange)) {
            return Answer.ok(forPrograms()).with(VARY);
        }
        Language language = writer.language(exchange);
        if (!built) {
            return missing(exchange, language);
        }
        PageHead head = PageHead.of("", description(language), "/");
        return exchange.viewer() == null
                ? writer.found(exchange, head, welcome(language))
                : writer.found(exchange, head.loading(HOME_FEED), withoutScript(language));
    }

    /** A page that has only a title until the script runs. */
    Endpoint titled(String key) {
        return exchange -> {
            Language language = writer.language(exchange);
            String title = language.word(key);
            Markup body = new Markup().open("main").element("h1", title);
            needsScript(body, language);
            return writer.found(exchange, PageHead.unlisted(title, description(language)), body.close("main"));
        };
    }

    /** About this server, or its welcome, for search engines too. */
    Endpoint described(String key, String path) {
        return exchange -> {
            Language language = writer.language(exchange);
            return writer.found(
                    exchange, PageHead.of(language.word(key), description(language), path), welcome(language));
        };
    }

    /** A page of people's that strangers may not see here. */
    Answer closed(Exchange exchange) {
        Language language = writer.language(exchange);
        Markup body = new Markup().open("main").element("h1", writer.site().name());
        body.element("p", language.word("sign-in-first")).close("main");
        return writer.found(exchange, PageHead.unlisted("", description(language)), body);
    }

    /** Says to whoever reads without script what that is good for. */
    static void needsScript(Markup body, Language language) {
        body.open("noscript").element("p", language.word("needs-script")).close("noscript");
    }

    private String description(Language language) {
        String own = writer.site().description();
        return own.isEmpty() ? language.word("home.description") : own;
    }

    private Markup welcome(Language language) {
        Site site = writer.site();
        Markup body = new Markup().open("main").element("h1", site.name());
        body.element("p", description(language)).element("p", language.word("home.sign-up"));
        needsScript(body, language);
        return body.close("main");
    }

    private Markup withoutScript(Language language) {
        Markup body = new Markup().open("main").element("h1", writer.site().name());
        needsScript(body, language);
        return body.close("main");
    }

    private Answer missing(Exchange exchange, Language language) {
        Markup body = new Markup().open("main").element("h1", language.word("missing.title"));
        body.element("p", language.word("missing.text")).element("p", language.word("missing.remedy"));
        body.open("p").element("a", language.word("missing.api"), "href", "/openapi.yaml");
        body.close("p").close("main");
        return writer.found(exchange, PageHead.unlisted("", language.word("missing.title")), body);
    }

    private JsonBytes forPrograms() {
        JsonBytes json = new JsonBytes().open();
        json.name("name").text("magpie").name("api").text("/openapi.yaml");
        if (!built) {
            Language english = Language.ALL.getFirst();
            json.name("page").text(english.word("missing.title") + ". " + english.word("missing.remedy"));
        }
        return json.close();
    }
}
