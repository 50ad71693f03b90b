package magpie.gateway.web;

import java.nio.ByteBuffer;
import java.util.List;
import magpie.gateway.action.Site;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import magpie.gateway.web.file.EntityTags;
import magpie.gateway.web.html.Language;
import magpie.gateway.web.html.Markup;
import magpie.gateway.web.html.Template;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * Fills the template for an address. A page may be kept by the browser that asked for it, which asks each time whether
 * it is still right; by nobody else, as its answer may also have a cookie for this browser alone.
 */
record PageWriter(Template template, Site site) {
    private static final String HTML = "text/html; charset=utf-8";
    private static final HttpField ASK_AGAIN = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "private, no-cache");
    private static final HttpField VARY =
            new PreEncodedHttpField(HttpHeader.VARY, "Accept, Accept-Encoding, Accept-Language, Authorization, Cookie");

    /** The language of the page that a client gets. */
    Language language(Exchange exchange) {
        return Language.of(exchange.header("Accept-Language"));
    }

    /** 200 with the page, or 304 to who has it. */
    Answer found(Exchange exchange, PageHead head, Markup body) {
        return kept(exchange, HTML, filled(exchange, head, body));
    }

    /** The page with the status of a fault, which nobody keeps. */
    Answer fault(Exchange exchange, int status, PageHead head, Markup body) {
        ByteBuffer content = ByteBuffer.wrap(filled(exchange, head, body));
        return new Answer(status, HTML, content, List.of(VARY), null, null);
    }

    /** 200 with any content, or 304 to who has it. */
    static Answer kept(Exchange exchange, String type, byte[] content) {
        String tag = EntityTags.weak(content);
        List<HttpField> fields = List.of(ASK_AGAIN, VARY, new HttpField(HttpHeader.ETAG, tag));
        return EntityTags.matches(exchange.header("If-None-Match"), tag)
                ? Answer.ready(304, null, ByteBuffer.allocate(0), fields)
                : new Answer(200, type, ByteBuffer.wrap(content), fields, null, null);
    }

    private byte[] filled(Exchange exchange, PageHead head, Markup body) {
        return template.filled(language(exchange).tag(), head.markup(exchange, site), body);
    }
}
