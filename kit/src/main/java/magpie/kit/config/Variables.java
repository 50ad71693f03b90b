package magpie.kit.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Magpie's environment variables: the settings, and what the launcher reads. */
public final class Variables {
    /** What the launcher and its commands read; these are no settings of the program. */
    private static final Set<String> LAUNCHER = Set.of(
            "MAGPIE_JAVA_OPTS",
            "MAGPIE_AOT",
            "MAGPIE_BUILD",
            "MAGPIE_ENGINES",
            "MAGPIE_CLUSTER",
            "MAGPIE_ENGINE_JAVA_OPTS");

    private static final String PREFIX = "MAGPIE_";

    /** The variables that Kubernetes sets in each container for a Service whose name begins with magpie. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("MAGPIE_(?:[A-Z0-9_]+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?"
                    + "|PORT_[0-9]+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)");

    /** The only one of them that may share a name with a setting: its value is no port. */
    private static final Pattern SERVICE_PORT = Pattern.compile("MAGPIE_(?:[A-Z0-9_]+_)?PORT");

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(?:tcp|udp|sctp)://.*");

    /** Names as short as {@code MAGPIE_AOT} are within two edits of too many others. */
    private static final int SHORT = PREFIX.length() + 5;

    private Variables() {}

    /** The variable of a setting: {@code MAGPIE_FEED_WINDOW} of {@code feed.window}. */
    static String of(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** A mistake for each variable that has Magpie's prefix and is unknown. */
    static List<String> unknown(Map<String, String> environment, Collection<String> keys) {
        List<String> known = new ArrayList<>(LAUNCHER);
        keys.forEach(key -> known.add(of(key)));
        return ours(environment).stream()
                .filter(name -> !known.contains(name))
                .map(name -> mistake(name, known))
                .toList();
    }

    /**
     * The same check for commands that take no settings from the environment, and leave those of the processes they
     * start alone: a mistake for each variable that nearly matches one of the launcher's.
     */
    public static List<String> misspelt(Map<String, String> environment) {
        return ours(environment).stream()
                .filter(name -> !LAUNCHER.contains(name) && LAUNCHER.stream().anyMatch(known -> isNearly(name, known)))
                .map(name -> mistake(name, LAUNCHER))
                .toList();
    }

    private static boolean isNearly(String name, String known) {
        return Names.editDistance(upper(name), known) <= (known.length() > SHORT ? 2 : 1);
    }

    /** The environment without Kubernetes' service variables, which nothing here reads. */
    static Map<String, String> withoutServiceLinks(Map<String, String> environment) {
        Map<String, String> rest = new HashMap<>(environment);
        rest.entrySet().removeIf(entry -> isServiceLink(entry.getKey(), entry.getValue()));
        return rest;
    }

    private static boolean isServiceLink(String name, String value) {
        return SERVICE_LINK.matcher(name).matches()
                || (SERVICE_PORT.matcher(name).matches()
                        && SERVICE_ADDRESS.matcher(value).matches());
    }

    /** Includes lower-case names: the system distinguishes them, but people may not. */
    private static Set<String> ours(Map<String, String> environment) {
        Map<String, String> sorted = new TreeMap<>(withoutServiceLinks(environment));
        sorted.keySet().removeIf(name -> !upper(name).startsWith(PREFIX));
        return sorted.keySet();
    }

    private static String mistake(String name, Collection<String> known) {
        return name + ": there is no such variable"
                + Names.nearest(upper(name), known)
                        .map(near -> " (did you mean " + near + "?)")
                        .orElse("") + ".";
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
