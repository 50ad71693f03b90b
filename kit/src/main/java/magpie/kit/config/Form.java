package magpie.kit.config;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form that a text, or each entry of a list, must have to be valid. */
public enum Form {
    /** Any text. */
    ANY {
        @Override
        public @Nullable String expected(String text) {
            return null;
        }
    },

    /** The name or address of a machine: no scheme, no port. */
    HOST {
        @Override
        public @Nullable String expected(String text) {
            return isHost(text) ? null : "a name or an address without scheme and port, for example 127.0.0.1";
        }
    },

    /** A host and a port; IPv6 addresses in brackets. */
    ADDRESS {
        @Override
        public @Nullable String expected(String text) {
            return isAddress(text) ? null : "host:port, for example 127.0.0.1:9102";
        }
    },

    /** A setting for another program: its flag without the dashes; in a list, each key once. */
    SETTING {
        @Override
        public @Nullable String expected(String text) {
            return SETTING_PARTS.matcher(text).matches() ? null : "key=value, for example feed.window=100";
        }
    },

    /** A web origin, written exactly as browsers send it, because the two are compared. */
    ORIGIN {
        @Override
        public @Nullable String expected(String text) {
            String origin = origin(text);
            return text.equals(origin)
                    ? null
                    : origin == null ? "scheme://host or scheme://host:port, such as https://a.example" : origin;
        }
    };

    private static final Pattern SETTING_PARTS = Pattern.compile("[A-Za-z][A-Za-z0-9.-]*(?:=.*)?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_.])?");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?");
    private static final Pattern ADDRESS_PARTS = Pattern.compile("(?:\\[(.+)]|([^:\\[\\]]+)):([0-9]{1,5})");
    private static final int LAST_PORT = 65_535;

    /** A description of what would be valid; null if the text is. */
    public abstract @Nullable String expected(String text);

    private static boolean isHost(String text) {
        return NUMBERS.matcher(text).matches() ? IPV4.matcher(text).matches() : isName(text) || isIpv6(text);
    }

    private static boolean isName(String text) {
        return NAME.matcher(text).matches() && !text.contains("..");
    }

    /** Whether it is an IPv6 address; URI parses it completely and never does a DNS lookup. */
    private static boolean isIpv6(String text) {
        try {
            return IPV6.matcher(text).matches() && new URI("x://[" + text + "]").getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isAddress(String text) {
        Matcher parts = ADDRESS_PARTS.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        int port = Integer.parseInt(parts.group(3));
        boolean named = parts.group(1) == null ? isHost(parts.group(2)) : isIpv6(parts.group(1));
        return named && port > 0 && port <= LAST_PORT;
    }

    /** The intended origin as browsers write it: lower case, internationalized names encoded, no default port. */
    private static @Nullable String origin(String text) {
        Matcher parts = ORIGIN_PARTS.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String host = host(parts.group(2));
        String port = parts.group(3) == null ? "" : parts.group(3);
        boolean usual = port.equals(scheme.equals("https") ? ":443" : ":80");
        return host == null || isNoPort(port) ? null : scheme + "://" + host + (usual ? "" : port);
    }

    private static final Pattern ORIGIN_PARTS =
            Pattern.compile("(?i)(https?)://([^/?#@:\\[\\]\\s*]+|\\[[^]]+])(:[0-9]{1,5})?(?:[/?#].*)?");

    private static boolean isNoPort(String port) {
        int number = port.isEmpty() ? 1 : Integer.parseInt(port.substring(1));
        return number == 0 || number > LAST_PORT;
    }

    private static @Nullable String host(String text) {
        try {
            String host = text.startsWith("[") ? text : IDN.toASCII(text);
            String bare = text.startsWith("[") ? text.substring(1, text.length() - 1) : host;
            return isHost(bare) ? host.toLowerCase(Locale.ROOT) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
