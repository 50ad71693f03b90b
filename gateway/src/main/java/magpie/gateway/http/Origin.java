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
 * Finds where a request comes from and what it is called; trusts proxies only as far as configured.
 *
 * @param tls whether this server speaks TLS itself
 * @param behindProxy how many trusted proxies are in front
 */
public record Origin(boolean tls, int behindProxy) {
    private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._-]{8,64}");
    private static final Pattern START = Pattern.compile("t=[0-9]{13}");
    /** Longer than a call to another role may take, shorter than a client waits before it does the opposite. */
    private static final Duration CHANGE = Duration.ofSeconds(8);

    private static final String INSTANCE = HexFormat.of().toHexDigits(new SecureRandom().nextInt());
    private static final AtomicLong COUNT = new AtomicLong();

    /** Creates the exchange of a request. */
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
     * Whether the client used TLS. Each proxy in front may have added a word to the field. One https is enough: a hop
     * between two proxies may be plain, and a client that lies only keeps its own cookies off the wire.
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
     * Returns the deadline for a change that this request makes. It counts from when the proxy received the request, if
     * the proxy says so ({@code X-Request-Start: t=} milliseconds): a proxy may report a timeout to the client while
     * the request waits in the socket of a gateway that hung, and would look new afterwards.
     */
    Expiry expiry(Request request) {
        long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.getBeginNanoTime());
        long here = System.currentTimeMillis() - waited + CHANGE.toMillis();
        String start = behindProxy == 0 ? null : request.getHeaders().get("X-Request-Start");
        return start != null && START.matcher(start).matches()
                ? new Expiry(Math.min(here, Long.parseLong(start.substring(2)) + CHANGE.toMillis()))
                : new Expiry(here);
    }

    /** The caller's own request id if it is fit for a log, else a new one. */
    private static String requestId(Request request) {
        String given = request.getHeaders().get("X-Request-Id");
        if (given != null && SANE_ID.matcher(given).matches()) {
            return given;
        }
        return INSTANCE + "-" + Long.toHexString(COUNT.incrementAndGet());
    }
}
