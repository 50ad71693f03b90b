package magpie.app.admin;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may ask at the admin port. It is on loopback, where the browsers of this machine are too, and a page of anybody's
 * may ask there on their behalf: also by a name of its own that it lets lead here (DNS rebinding). Browsers say by what
 * name they ask, and for whom; the tools of an operator ask by a name of this machine, and for nobody.
 */
final class AdminRules {
    private static final Pattern HERE =
            Pattern.compile("(?i)(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])\\.?(:[0-9]{1,5})?");

    /** Typed into the address line, or asked by what was. */
    private static final Set<String> OWN_WILL = Set.of("none", "same-origin");

    private AdminRules() {}

    /** Whether a request with these headers may be one of the operator's. */
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
