package magpie.gateway.http;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import magpie.gateway.http.body.BodyLimits;
import magpie.gateway.limit.ClientAddress;
import magpie.kit.expiry.Expiry;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Where requests come from and what they are called: what proxies in front say counts only where they are trusted.
 *
 * @param tls whether this server speaks TLS itself
 * @param behindProxy how many proxies in front are trusted
 */
public record Origin(boolean tls, int behindProxy) {
    private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._-]{8,64}");
    private static final Pattern START = Pattern.compile("t=[0-9]{13}");
    /** Longer than a call to another role may take, shorter than anybody waits who then does the opposite. */
    private static final Duration CHANGE = Duration.ofSeconds(8);

    private static final String INSTANCE = HexFormat.of().toHexDigits(new SecureRandom().nextInt());
    private static final AtomicLong COUNT = new AtomicLong();

    /** The exchange of a request. */
    Exchange exchange(Request request, BodyLimits limits) {
        List<String> forwarded =
                behindProxy == 0 ? List.of() : request.getHeaders().getValuesList("X-Forwarded-For");
        return new Exchange(
                request,
                limits,
                requestId(request),
                ClientAddress.of(Request.getRemoteAddr(request), behindProxy, forwarded),
                secure(request));
    }

    /**
     * Whether the client came by TLS. Each proxy in front may have added a word to what the one before said. One https
     * is enough: a hop between two proxies may be plain, and a client that lies keeps its own cookies off the wire.
     */
    public boolean secure(Request request) {
        return tls || (behindProxy > 0 && saysTls(request.getHeaders()));
    }

    private static boolean saysTls(HttpFields fields) {
        for (String field : fields.getValuesList(HttpHeader.X_FORWARDED_PROTO)) {
            for (String scheme : field.split(",", -1)) {
                if (scheme.strip().equalsIgnoreCase("https")) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Until when a change may be made that this request asks for. It is counted from when the proxy in front had the
     * request, if it says so ({@code X-Request-Start: t=} milliseconds): a proxy tells the client that nobody answered,
     * and the request is still in the socket of a gateway that stood still, which takes it for a new one.
     */
    Expiry expiry(Request request) {
        long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.getBeginNanoTime());
        long here = System.currentTimeMillis() - waited + CHANGE.toMillis();
        String start = behindProxy == 0 ? null : request.getHeaders().get("X-Request-Start");
        return start != null && START.matcher(start).matches()
                ? new Expiry(Math.min(here, Long.parseLong(start.substring(2)) + CHANGE.toMillis()))
                : new Expiry(here);
    }

    /** The caller's own name for the request where it is fit for a log, or else a new one. */
    private static String requestId(Request request) {
        String given = request.getHeaders().get("X-Request-Id");
        if (given != null && SANE_ID.matcher(given).matches()) {
            return given;
        }
        return INSTANCE + "-" + Long.toHexString(COUNT.incrementAndGet());
    }
}
