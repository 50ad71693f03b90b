package magpie.app.admin;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may use the admin port. It is on loopback, which the browsers of this machine can reach, and any web page can
 * send requests there on a person's behalf, even under a host name of its own that resolves to loopback (DNS
 * rebinding). Browsers reveal the host name and the origin of a request; the operator's tools use a name of this
 * machine, and send no origin.
 */
final class AdminRules {
    private static final Pattern HERE =
            Pattern.compile("(?i)(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])\\.?(:[0-9]{1,5})?");

    /** Typed into the address bar, or requested by such a page. */
    private static final Set<String> OWN_WILL = Set.of("none", "same-origin");

    private AdminRules() {}

    /** Whether a request with these headers may come from the operator. */
    static boolean mayAsk(Map<String, List<String>> headers) {
        return all(headers, "Host").stream().allMatch(host -> HERE.matcher(host).matches())
                && all(headers, "Host").size() <= 1
                && OWN_WILL.containsAll(all(headers, "Sec-Fetch-Site"))
                && all(headers, "Origin").isEmpty();
    }

    private static List<String> all(Map<String, List<String>> headers, String name) {
        return headers.getOrDefault(name, List.of());
    }
}
