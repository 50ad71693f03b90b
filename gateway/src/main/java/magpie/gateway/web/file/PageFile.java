package magpie.gateway.web.file;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/**
 * A file in all codings in which it is kept, with the answers to who asks for it: they are made once, and a request
 * chooses one. The bytes lie outside the heap, from where the socket takes them without a copy.
 */
public final class PageFile {
    private static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding");
    private static final HttpField FOREVER =
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "public, max-age=31536000, immutable");
    private static final HttpField ASK_AGAIN = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-cache");

    /** The form as it is first, then those that are smaller. */
    private final List<Form> forms = new ArrayList<>(3);

    private record Form(ToIntFunction<Codings> weight, String tag, int length, Answer whole, Answer unchanged) {}

    /**
     * A file of this content.
     *
     * @param name tells its type
     * @param hashed whether its name changes with its content, so that it can be kept for ever
     * @param brotli the content in Brotli; null if there is none
     * @param gzip the content in gzip; null if there is none
     */
    PageFile(String name, boolean hashed, byte[] content, byte @Nullable [] brotli, byte @Nullable [] gzip) {
        String type = FileTypes.of(name);
        HttpField kept = hashed ? FOREVER : ASK_AGAIN;
        forms.add(form(type, content, List.of(kept, VARY), Codings::identity));
        if (brotli != null) {
            forms.add(form(type, brotli, List.of(kept, VARY, coding("br")), Codings::brotli));
        }
        if (gzip != null) {
            forms.add(form(type, gzip, List.of(kept, VARY, coding("gzip")), Codings::gzip));
        }
    }

    private static HttpField coding(String name) {
        return new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, name);
    }

    private static Form form(String type, byte[] content, List<HttpField> fields, ToIntFunction<Codings> weight) {
        String tag = EntityTags.of(content);
        List<HttpField> tagged = new ArrayList<>(fields);
        tagged.add(new PreEncodedHttpField(HttpHeader.ETAG, tag));
        ByteBuffer bytes = ByteBuffer.allocateDirect(content.length);
        bytes.put(content).flip();
        return new Form(
                weight,
                tag,
                content.length,
                Answer.ready(200, type, bytes.asReadOnlyBuffer(), tagged),
                Answer.ready(304, null, ByteBuffer.allocate(0), tagged));
    }

    /** The answer to a request for it. */
    public Answer answer(Exchange exchange) {
        Form form = form(Codings.of(exchange.header("Accept-Encoding")));
        return EntityTags.matches(exchange.header("If-None-Match"), form.tag) ? form.unchanged : form.whole;
    }

    /** The form that a client wants most, of several the smallest; as it is for one that wants none. */
    private Form form(Codings codings) {
        Form best = forms.getFirst();
        int most = best.weight.applyAsInt(codings);
        for (int i = 1; i < forms.size(); i++) {
            Form form = forms.get(i);
            int weight = form.weight.applyAsInt(codings);
            if (weight > most || (weight == most && weight > 0 && form.length < best.length)) {
                best = form;
                most = weight;
            }
        }
        return best;
    }
}
