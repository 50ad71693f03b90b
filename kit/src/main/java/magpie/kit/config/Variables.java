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

/** What in the environment is Magpie's: the settings, and what the launcher goes by. */
public final class Variables {
    /** What the launcher and its commands go by, which is no setting of the program. */
    private static final Set<String> LAUNCHER = Set.of(
            "MAGPIE_JAVA_OPTS",
            "MAGPIE_AOT",
            "MAGPIE_BUILD",
            "MAGPIE_ENGINES",
            "MAGPIE_CLUSTER",
            "MAGPIE_ENGINE_JAVA_OPTS");

    private static final String PREFIX = "MAGPIE_";

    /** What Kubernetes tells each container of a Service whose name begins with magpie. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("MAGPIE_(?:[A-Z0-9_]+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?"
                    + "|PORT_[0-9]+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)");

    /** The one of them that may be named as a setting is: its value is no port. */
    private static final Pattern SERVICE_PORT = Pattern.compile("MAGPIE_(?:[A-Z0-9_]+_)?PORT");

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(?:tcp|udp|sctp)://.*");

    /** Of names as short as {@code MAGPIE_AOT} too many others are two strokes away. */
    private static final int SHORT = PREFIX.length() + 5;

    private Variables() {}

    /** The variable of a setting: {@code MAGPIE_FEED_WINDOW} of {@code feed.window}. */
    static String of(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** A mistake for each variable that begins as Magpie's do and is none. */
    static List<String> unknown(Map<String, String> environment, Collection<String> keys) {
        List<String> known = new ArrayList<>(LAUNCHER);
        keys.forEach(key -> known.add(of(key)));
        return ours(environment).stream()
                .filter(name -> !known.contains(name))
                .map(name -> mistake(name, known))
                .toList();
    }

    /**
     * The same for commands that have no settings from the environment, and leave those of the processes they start
     * alone: a mistake for each variable that is nearly one of the launcher's.
     */
    public static List<String> misspelt(Map<String, String> environment) {
        return ours(environment).stream()
                .filter(name -> !LAUNCHER.contains(name) && LAUNCHER.stream().anyMatch(known -> isNearly(name, known)))
                .map(name -> mistake(name, LAUNCHER))
                .toList();
    }

    private static boolean isNearly(String name, String known) {
        return Names.strokes(upper(name), known) <= (known.length() > SHORT ? 2 : 1);
    }

    /** An environment without what Kubernetes says of services, which is meant for nobody here. */
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

    /** In small letters too: the system tells them apart, and people may not. */
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
