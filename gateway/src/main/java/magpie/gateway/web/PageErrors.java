package magpie.gateway.web;

import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Errors;
import magpie.gateway.http.Exchange;
import magpie.gateway.http.accept.Preferences;
import magpie.gateway.v1.json.Problems;
import magpie.gateway.web.html.Language;
import magpie.gateway.web.html.Markup;

/** Reports errors as a page; as the API does to whoever prefers JSON, and to requests that could not be read. */
final class PageErrors implements Errors {
    private final PageWriter writer;

    PageErrors(PageWriter writer) {
        this.writer = writer;
    }

    @Override
    public Answer answer(int status, ServiceException fault) {
        return Problems.answer(status, fault);
    }

    @Override
    public Answer answer(Exchange exchange, int status, ServiceException fault) {
        if (prefersJson(exchange)) {
            return Problems.answer(status, fault);
        }
        Language language = writer.language(exchange);
        String key = "fault." + kind(fault.code());
        String title = language.word(key + ".title");
        String text = language.word(key + ".text", exchange.requestId());
        Markup body = new Markup().open("main").element("h1", title).element("p", text);
        body.open("p")
                .element("a", language.word("fault.home"), "href", "/")
                .close("p")
                .close("main");
        return writer.fault(exchange, status, PageHead.unlisted(title, text), body);
    }

    /** Whether a client names JSON, and HTML not or less. */
    static boolean prefersJson(Exchange exchange) {
        Preferences accepted = Preferences.of(exchange.header("Accept"));
        int json = accepted.weight("application/json", "application/problem+json");
        return json > 0 && json > accepted.weight("text/html", "application/xhtml+xml");
    }

    private static String kind(Code code) {
        return switch (code) {
            case NOT_FOUND -> "not-found";
            case RATE_LIMITED -> "too-many";
            case UNAVAILABLE, OVERLOADED -> "away";
            case INTERNAL -> "ours";
            default -> "refused";
        };
    }
}
