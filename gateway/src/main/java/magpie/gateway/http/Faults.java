package magpie.gateway.http;

import magpie.api.Code;
import magpie.api.ServiceException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns every failure into an answer in the format of the API. An unexpected one becomes {@code INTERNAL} with the
 * request's id as its reference and is logged once, here; no internal text ever gets out.
 */
public final class Faults {
    private static final Logger log = LoggerFactory.getLogger(Faults.class);
    private static final HttpField CHALLENGE = new HttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"magpie\"");
    private static final HttpField INVALID_TOKEN =
            new HttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"magpie\", error=\"invalid_token\"");

    private Faults() {}

    /** Returns the answer to a fault. */
    static Answer answer(Throwable fault, Exchange exchange) {
        String requestId = exchange.requestId();
        if (fault instanceof ServiceException known) {
            if (known.code() == Code.UNAVAILABLE || known.code() == Code.INTERNAL) {
                log.warn("request {}: {} {}", requestId, known.code(), known.safeMessage(), known.getCause());
            }
            return answer(exchange, known, exchange.isRefused());
        }
        log.error("request {}: unexpected error", requestId, fault);
        String detail = "Something went wrong here. The log has it under " + requestId + ".";
        return answer(exchange, ServiceException.of(Code.INTERNAL, detail), false);
    }

    private static Answer answer(Exchange exchange, ServiceException fault, boolean invalidToken) {
        Code code = fault.code();
        Answer answer = exchange.api().errors().answer(exchange, code.status(), fault);
        if (code == Code.UNAUTHENTICATED) {
            return answer.with(invalidToken ? INVALID_TOKEN : CHALLENGE);
        } else if (code.status() == 429 || code.status() == 503) {
            return answer.with(new HttpField(HttpHeader.RETRY_AFTER, retryAfter(fault)));
        }
        return answer;
    }

    /** Returns the answer to a request that the server refuses before this sees it. */
    public static Answer refused(Errors errors, int status) {
        Code code = switch (status) {
            case 413, 414, 431 -> Code.TOO_LARGE;
            case 501, 505 -> Code.MALFORMED; // another version or coding of HTTP: the client's fault
            case 503 -> Code.OVERLOADED;
            default -> status < 500 ? Code.MALFORMED : Code.INTERNAL;
        };
        boolean ours = code.status() >= 500;
        String detail = ours ? "The request cannot be served." : "The request cannot be read as HTTP.";
        return errors.answer(ours || status < 500 ? status : code.status(), ServiceException.of(code, detail));
    }

    private static String retryAfter(ServiceException fault) {
        return Integer.toString(Math.max(1, fault.retryAfterSeconds()));
    }
}
