package magpie.gateway.http;

import java.util.List;
import java.util.Locale;
import magpie.api.Code;
import magpie.api.FieldError;
import magpie.api.ServiceException;
import magpie.gateway.json.JsonBytes;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes problem details (RFC 9457) of everything that goes wrong. What nobody foresaw becomes {@code INTERNAL} with
 * the request's id as its reference and is logged once, here; no text of a store ever gets out.
 */
public final class Problems {
    /** The content type of a problem. */
    public static final String TYPE = "application/problem+json";

    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final HttpField CHALLENGE = new HttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"magpie\"");
    private static final HttpField INVALID_TOKEN =
            new HttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"magpie\", error=\"invalid_token\"");

    private Problems() {}

    /** The answer to a fault. */
    static Answer of(Throwable fault, Exchange exchange) {
        String requestId = exchange.requestId();
        if (fault instanceof ServiceException known) {
            if (known.code() == Code.UNAVAILABLE || known.code() == Code.INTERNAL) {
                log.warn("request {}: {} {}", requestId, known.code(), known.safeMessage(), known.getCause());
            }
            return of(known, exchange.isRefused());
        }
        log.error("request {}: defect", requestId, fault);
        return of(
                ServiceException.of(
                        Code.INTERNAL, "Something went wrong here. The log has it under " + requestId + "."),
                false);
    }

    private static Answer of(ServiceException fault, boolean invalidToken) {
        Code code = fault.code();
        Answer answer = answer(code.status(), code.name(), fault.safeMessage(), fault.errors());
        if (code == Code.UNAUTHENTICATED) {
            return answer.with(invalidToken ? INVALID_TOKEN : CHALLENGE);
        } else if (code.status() == 429 || code.status() == 503) {
            return answer.with(new HttpField(HttpHeader.RETRY_AFTER, retryAfter(fault)));
        }
        return answer;
    }

    /** The answer to a request that the server refuses before anything here sees it. */
    public static Answer refused(int status) {
        Code code = switch (status) {
            case 413, 414, 431 -> Code.TOO_LARGE;
            case 501, 505 -> Code.MALFORMED; // Other versions and codings of HTTP: the request's fault, not ours.
            case 503 -> Code.OVERLOADED;
            default -> status < 500 ? Code.MALFORMED : Code.INTERNAL;
        };
        boolean ours = code.status() >= 500;
        String detail = ours ? "The request cannot be served." : "The request cannot be read as HTTP.";
        return answer(ours || status < 500 ? status : code.status(), code.name(), detail, List.of());
    }

    private static Answer answer(int status, String code, String detail, List<FieldError> errors) {
        JsonBytes json = new JsonBytes().open();
        json.name("type")
                .text("urn:magpie:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-'));
        json.name("title").text(title(code));
        json.name("status").number(status);
        json.name("detail").text(detail);
        json.name("code").text(code);
        if (!errors.isEmpty()) {
            json.name("errors").openList();
            for (FieldError error : errors) {
                json.open().name("field").text(error.field());
                json.name("message").text(error.message()).close();
            }
            json.closeList();
        }
        return Answer.json(status, TYPE, json.close());
    }

    private static String title(String code) {
        return code.charAt(0) + code.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String retryAfter(ServiceException fault) {
        return Integer.toString(Math.max(1, fault.retryAfterSeconds()));
    }
}
