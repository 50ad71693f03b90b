package magpie.gateway.http.coding;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads Accept-Encoding (RFC 9110, 12.5.3). A coding is used only if it is named: of {@code *} nobody knows whether its
 * sender thought of all that there are by now.
 */
public final class AcceptEncoding {
    private static final String IDENTITY = "identity";
    private static final int WHOLE = 1_000;
    private static final Pattern WEIGHT = Pattern.compile("[ \\t]*[qQ]=(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)[ \\t]*");

    private AcceptEncoding() {}

    /**
     * Returns which of the codings offered a client would rather have, of those with the same weight the first; null if
     * it accepts none of them, or would rather have the content as it is.
     */
    public static @Nullable Coding best(@Nullable String field, List<Coding> offered) {
        if (field == null) {
            return null;
        }
        Coding best = null;
        int most = Math.max(1, weight(field, IDENTITY)) - 1;
        for (Coding coding : offered) {
            int weight = weight(field, coding.token());
            if (weight > most) {
                most = weight;
                best = coding;
            }
        }
        return best;
    }

    /** In thousandths; 0 if the coding is not accepted or not named. */
    private static int weight(String field, String coding) {
        int weight = 0;
        for (int from = 0; from < field.length(); from = end(field, from) + 1) {
            int end = end(field, from);
            int semicolon = field.indexOf(';', from, end);
            if (isNamed(field, from, semicolon < 0 ? end : semicolon, coding)) {
                weight = Math.max(weight, semicolon < 0 ? WHOLE : weight(field.substring(semicolon + 1, end)));
            }
        }
        return weight;
    }

    private static int end(String field, int from) {
        int comma = field.indexOf(',', from);
        return comma < 0 ? field.length() : comma;
    }

    private static boolean isNamed(String field, int from, int to, String coding) {
        int first = from;
        int behind = to;
        while (first < behind && isBlank(field.charAt(first))) {
            first++;
        }
        while (first < behind && isBlank(field.charAt(behind - 1))) {
            behind--;
        }
        if (field.regionMatches(true, first, "x-", 0, 2)) { // x-gzip is the same
            first += 2;
        }
        return behind - first == coding.length() && field.regionMatches(true, first, coding, 0, coding.length());
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static int weight(String parameters) {
        Matcher matcher = WEIGHT.matcher(parameters);
        return matcher.matches() ? (int) Math.round(Double.parseDouble(matcher.group(1)) * WHOLE) : 0;
    }
}
