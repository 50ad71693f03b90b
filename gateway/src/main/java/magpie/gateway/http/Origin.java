package magpie.gateway.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import magpie.gateway.limit.ClientAddress;
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
    boolean secure(Request request) {
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

    /** The caller's own name for the request where it is fit for a log, or else a new one. */
    private static String requestId(Request request) {
        String given = request.getHeaders().get("X-Request-Id");
        if (given != null && SANE_ID.matcher(given).matches()) {
            return given;
        }
        return INSTANCE + "-" + Long.toHexString(COUNT.incrementAndGet());
    }
}
