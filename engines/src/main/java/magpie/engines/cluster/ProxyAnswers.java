package magpie.engines.cluster;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * HAProxy's own error answers, when no gateway answers: problem details (RFC 9457), as from a gateway, and a small page
 * for browsers. Only its answer to what is not even HTTP cannot be changed.
 */
final class ProxyAnswers {
    /** After this long a gateway that was restarted is back. */
    private static final String RETRY_SECONDS = "5";

    private static final String PAGE = "<!doctype html><html lang=en><meta charset=utf-8>"
            + "<meta name=viewport content=width=device-width><title>Magpie is away</title>"
            + "<body style=font-family:sans-serif;max-width:30em;margin:4em&#32;auto;padding:1em>"
            + "<h1>Magpie is away for a moment</h1>"
            + "<p>No server answers right now. Nothing is lost: try again in a few seconds.</p></body></html>";

    private static final Map<Integer, String> AWAY = new TreeMap<>(Map.of(
            502, problem(502, "unavailable", "The server broke off. Whether it did what was asked is not known."),
            503, problem(503, "unavailable", "No server is there to answer. Try again in a moment."),
            504,
                    problem(
                            504,
                            "unavailable",
                            "The server did not answer in time. Whether it did what was asked is not known.")));

    private static final Map<Integer, String> UNREADABLE = new TreeMap<>(Map.of(
            400, problem(400, "malformed", "The request cannot be read as HTTP."),
            408, problem(408, "malformed", "The request did not come in time."),
            500, problem(500, "internal", "The request cannot be served.")));

    private ProxyAnswers() {}

    private static String problem(int status, String kind, String detail) {
        String code = kind.toUpperCase(Locale.ROOT);
        String title = code.charAt(0) + kind.substring(1);
        return "{\"type\":\"urn:magpie:problem:" + kind + "\",\"title\":\"" + title + "\",\"status\":" + status
                + ",\"detail\":\"" + detail + "\",\"code\":\"" + code + "\"}";
    }

    /** The lines for a section of defaults. */
    static String defaults() {
        StringBuilder lines = new StringBuilder();
        AWAY.keySet()
                .forEach(status -> lines.append("    http-error status ")
                        .append(status)
                        .append(" content-type application/problem+json lf-string '%[var(txn.says")
                        .append(status)
                        .append(")]' hdr Cache-Control no-store hdr Retry-After ")
                        .append(RETRY_SECONDS)
                        .append('\n'));
        UNREADABLE.forEach((status, problem) -> lines.append("    http-error status ")
                .append(status)
                .append(" content-type application/problem+json string '")
                .append(problem)
                .append("' hdr Cache-Control no-store\n"));
        return lines.toString();
    }

    /** The lines for the frontend: a gateway's answers stay unchanged. */
    static String rules() {
        StringBuilder lines = new StringBuilder("""
                    http-response set-var(txn.theirs) bool(true)
                    http-request set-var(txn.page) bool(true) if { req.hdr(accept) -m sub text/html } !{ path -m beg /v1/ }
                """);
        AWAY.forEach((status, problem) -> {
            lines.append("    http-request set-var(txn.says%d) 'str(%s)'%n".formatted(status, quoted(problem)));
            lines.append("    http-request set-var(txn.says%d) 'str(%s)' if { var(txn.page) -m bool }%n"
                    .formatted(status, quoted(PAGE)));
        });
        return lines.append("""
                    http-after-response set-header Content-Type "text/html; charset=utf-8" if { status 502:504 } { var(txn.page) -m bool } !{ var(txn.theirs) -m bool }
                    http-after-response set-header Strict-Transport-Security "max-age=31536000" if { ssl_fc } !{ var(txn.theirs) -m bool }
                    http-after-response set-header X-Content-Type-Options nosniff
                """).toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\\\"") + '"';
    }
}
