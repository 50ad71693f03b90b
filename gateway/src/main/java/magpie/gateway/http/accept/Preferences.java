package magpie.gateway.http.accept;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client prefers, from a field such as Accept, Accept-Encoding or Accept-Language (RFC 9110, 12.4 and 12.5):
 * values in lower case, those it wants most first. What cannot be read is left out, and so is what follows a number of
 * values that no honest client sends.
 */
public record Preferences(List<Preference> wanted) {
    /** The weight of what is wanted most. */
    public static final int FULL = 1_000;

    private static final int MOST = 40;
    private static final Preferences NONE = new Preferences(List.of());

    /**
     * A value and its weight.
     *
     * @param value without its parameters
     * @param weight from 0, refused, to {@link #FULL}
     */
    public record Preference(String value, int weight) {}

    /** Reads a field; null if it was absent. */
    public static Preferences of(@Nullable String field) {
        if (field == null || field.isBlank()) {
            return NONE;
        }
        List<Preference> wanted = new ArrayList<>();
        int from = 0;
        while (from <= field.length() && wanted.size() < MOST) {
            int comma = field.indexOf(',', from);
            int to = comma < 0 ? field.length() : comma;
            add(wanted, field.substring(from, to));
            from = to + 1;
        }
        wanted.sort(Comparator.comparingInt(Preference::weight).reversed()); // stable: of equals the first
        return new Preferences(List.copyOf(wanted));
    }

    /** The weight of a value, or else of the first pattern that covers it, such as {@code *}; -1 if none does. */
    public int weight(String value, String... patterns) {
        int own = named(value);
        for (int i = 0; own < 0 && i < patterns.length; i++) {
            own = named(patterns[i]);
        }
        return own;
    }

    private int named(String value) {
        for (Preference preference : wanted) {
            if (preference.value.equals(value)) {
                return preference.weight;
            }
        }
        return -1;
    }

    private static void add(List<Preference> wanted, String item) {
        int semicolon = item.indexOf(';');
        String value = (semicolon < 0 ? item : item.substring(0, semicolon)).strip();
        int weight = semicolon < 0 ? FULL : weightIn(item.substring(semicolon + 1));
        if (!value.isEmpty() && weight >= 0) {
            wanted.add(new Preference(value.toLowerCase(Locale.ROOT), weight));
        }
    }

    /** The weight among parameters; -1 for one that is none. */
    private static int weightIn(String parameters) {
        for (String parameter : parameters.split(";", -1)) {
            String text = parameter.strip();
            if (text.regionMatches(true, 0, "q=", 0, 2)) {
                return parsed(text.substring(2));
            }
        }
        return FULL;
    }

    /** Parses 0 to 1 with at most three decimals. */
    private static int parsed(String text) {
        if (text.isEmpty() || text.length() > 5 || (text.length() > 1 && text.charAt(1) != '.')) {
            return -1;
        }
        int weight = 0;
        int unit = FULL;
        for (int i = 0; i < text.length(); i += i == 0 ? 2 : 1) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            weight += digit * unit;
            unit /= 10;
        }
        return weight > FULL ? -1 : weight;
    }
}
