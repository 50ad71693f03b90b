package magpie.text;

import com.google.common.net.InternetDomainName;
import java.net.IDN;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where the host of a web address ends; a host on the Internet ends in an existing top-level domain. */
final class Hosts {
    private static final int MAX_LABEL = 63;
    private static final int MAX_TOP = 24;

    /** Names reserved for examples (RFC 2606, and "test" in other scripts): they are written like any other. */
    private static final Set<String> RESERVED =
            Set.of("example", "invalid", "localhost", "test", "テスト", "测试", "測試", "테스트", "испытание", "δοκιμή");

    private static final String INSIDE = "[\\p{L}\\p{M}\\p{N}\\p{So}_-]";
    private static final Pattern LABELS = Pattern.compile(INSIDE + "++(?:\\." + INSIDE + "++)*+");
    private static final Pattern LABEL = Pattern.compile("(?![-_])" + INSIDE + "{1,63}+(?<![-_])");
    private static final Pattern BYTE = Pattern.compile("25[0-5]|2[0-4]\\d|1?\\d{1,2}");
    private static final Pattern NUMBERS = Pattern.compile("\\d++(?:\\.\\d++)*+");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:.]{2,45}+\\]");
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}+");

    private Hosts() {}

    /** Where the host that starts at an index ends, including its port; -1 if there is none. */
    static int end(String text, int start, int limit) {
        int end = IPV6.matcher(text).region(start, limit).lookingAt() ? text.indexOf(']', start) + 1 : -1;
        if (end < 0) {
            end = nameEnd(text, start, limit);
        }
        if (end < 0) {
            return -1;
        }
        int root = rootEnd(text, end, limit);
        Matcher port = PORT.matcher(text).region(root, limit);
        if (port.lookingAt()) {
            return port.end();
        }
        return root < limit && text.charAt(root) == ':' ? end : root;
    }

    /** Skips a final dot of the host; it belongs to the sentence unless the address goes on. */
    static int rootEnd(String text, int end, int limit) {
        boolean goesOn = end + 1 < limit && text.charAt(end) == '.' && "/?#:".indexOf(text.charAt(end + 1)) >= 0;
        return goesOn ? end + 1 : end;
    }

    private static int nameEnd(String text, int start, int limit) {
        Matcher labels = LABELS.matcher(text).region(start, limit);
        if (!labels.lookingAt()) {
            return -1;
        }
        String name = labels.group();
        if (NUMBERS.matcher(name).matches()) {
            return isIpv4(name) ? labels.end() : -1;
        }
        int dot = name.lastIndexOf('.');
        for (int top = dot; top > 0; top = name.lastIndexOf('.', top - 1)) {
            int end = topEnd(name, top + 1);
            if (end > 0 && isName(name.substring(0, top))) {
                return start + end;
            }
        }
        return -1;
    }

    private static boolean isIpv4(String numbers) {
        String[] parts = numbers.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            if (!BYTE.matcher(part).matches()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the labels before the top-level domain are possible; the registered one has no underscore. */
    static boolean isName(String labels) {
        String[] all = labels.split("\\.", -1);
        for (String label : all) {
            boolean encoded = label.regionMatches(true, 0, "xn--", 0, 4);
            if (!LABEL.matcher(label).matches() || (encoded && !isAscii(label))) {
                return false;
            }
        }
        return all[all.length - 1].indexOf('_') < 0;
    }

    /**
     * Where the top-level domain that starts at an index ends; -1 if there is none. In a script without spaces it may
     * be a prefix of what looks like a label: {@code example.comを}.
     */
    static int topEnd(String text, int start) {
        int end = start;
        while (end < text.length() && end - start <= MAX_LABEL && isInside(text.charAt(end))) {
            end++;
        }
        int ascii = start;
        while (ascii < end && text.charAt(ascii) < 0x80) {
            ascii++;
        }
        boolean dotFollows = end < text.length() && text.charAt(end) == '.' && end + 1 < text.length();
        if (!(dotFollows && isInside(text.charAt(end + 1))) && isTop(text.substring(start, end))) {
            return end;
        }
        if (ascii > start) {
            return ascii < end && isTop(text.substring(start, ascii)) ? ascii : -1;
        }
        for (int cut = Math.min(end - 1, start + 8); cut > start; cut--) {
            if (isTop(text.substring(start, cut))) {
                return cut;
            }
        }
        return -1;
    }

    private static boolean isInside(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || c == '-' || c == '_' || isMark(c);
    }

    private static boolean isMark(char c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isTop(String label) {
        if (label.length() < 2 || label.length() > MAX_TOP || !Character.isLetter(label.charAt(0))) {
            return false;
        }
        String top = label.toLowerCase(Locale.ROOT);
        if (top.startsWith("xn--")) {
            top = IDN.toUnicode(top);
        }
        return RESERVED.contains(top) || isListed("a.b." + top) || isListed("a.co." + top);
    }

    /** The public suffix list has some top-level domains only through the suffixes below them. */
    private static boolean isListed(String name) {
        return InternetDomainName.isValid(name) && InternetDomainName.from(name).hasRegistrySuffix();
    }

    private static boolean isAscii(String label) {
        return label.chars().allMatch(c -> c < 0x80);
    }
}
