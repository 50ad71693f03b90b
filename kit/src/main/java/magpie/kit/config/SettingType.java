package magpie.kit.config;

import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a setting's text into its component's type. */
final class SettingType {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,100})\\s*(ms|s|m|h|d)");

    private static final Duration LONGEST = Duration.ofDays(3_650);

    private SettingType() {}

    /** The value; an {@link IllegalArgumentException} says what was expected instead. */
    static @Nullable Object parse(RecordComponent component, Setting setting, String text) {
        Class<?> type = component.getType();
        if (setting.oneOf().length > 0 && !List.of(setting.oneOf()).contains(text)) {
            throw new IllegalArgumentException("one of " + String.join(", ", setting.oneOf()));
        }
        if (type == int.class) {
            return Math.toIntExact(number(setting, text, Integer.MAX_VALUE));
        } else if (type == long.class) {
            return number(setting, text, Long.MAX_VALUE);
        } else if (type == boolean.class) {
            return flag(text);
        } else if (type == Duration.class) {
            return duration(setting, text);
        } else if (type == Path.class) {
            return text.isEmpty() ? null : Path.of(text);
        } else if (type == List.class) {
            List<String> entries = Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .toList();
            entries.forEach(entry -> refuse(setting, entry, entry + " should be "));
            if (setting.form() == Form.SETTING) {
                refuseTwice(entries);
            }
            return entries;
        } else if (type == String.class) {
            if (!text.isEmpty() || !setting.value().isEmpty()) { // else nothing is given, and nothing is needed
                refuse(setting, text, "");
            }
            return text;
        }
        throw new IllegalStateException("setting type: " + type + " (expected: one that SettingType knows)");
    }

    private static void refuse(Setting setting, String text, String which) {
        String expected = setting.form().expected(withoutScheme(setting, text));
        if (expected != null) {
            String[] schemes = setting.schemes();
            throw new IllegalArgumentException(
                    which + expected + (schemes.length == 0 ? "" : ", or with " + schemes[0] + ":// before it"));
        }
    }

    private static String withoutScheme(Setting setting, String text) {
        return Arrays.stream(setting.schemes())
                .map(scheme -> scheme + "://")
                .filter(text::startsWith)
                .findFirst()
                .map(scheme -> text.substring(scheme.length()))
                .orElse(text);
    }

    private static void refuseTwice(List<String> settings) {
        Map<String, String> values = new HashMap<>();
        for (String setting : settings) {
            String key = setting.replaceFirst("=.*", "");
            String before = values.putIfAbsent(key, setting);
            if (before != null && !before.equals(setting)) {
                throw new IllegalArgumentException("each setting once, and not both " + before + " and " + setting);
            }
        }
    }

    private static long number(Setting setting, String text, long most) {
        long max = Math.min(setting.max(), most);
        String expected = "a whole number from " + setting.min() + " to " + max;
        try {
            long number = Long.parseLong(text.replace("_", ""));
            if (number < setting.min() || number > max) {
                throw new IllegalArgumentException(expected);
            }
            return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(expected, e);
        }
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true", "on", "yes" -> true;
            case "false", "off", "no" -> false;
            default -> throw new IllegalArgumentException("on or off");
        };
    }

    private static Duration duration(Setting setting, String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a duration such as 500ms, 30s, 15m, 12h or 7d");
        }
        Duration least = Duration.ofSeconds(setting.min());
        Duration most = longest(setting);
        BigInteger millis = new BigInteger(matcher.group(1)).multiply(BigInteger.valueOf(millis(matcher.group(2))));
        boolean tooLong = millis.compareTo(BigInteger.valueOf(most.toMillis())) > 0;
        if (tooLong || millis.compareTo(BigInteger.valueOf(least.toMillis())) < 0) {
            throw new IllegalArgumentException("a duration from " + text(least) + " to " + text(most));
        }
        return Duration.ofMillis(millis.longValueExact());
    }

    /** The longest duration allowed; ten years by default, as no clock here counts much further. */
    static Duration longest(Setting setting) {
        return setting.max() == Long.MAX_VALUE ? LONGEST : Duration.ofSeconds(setting.max());
    }

    /** Formats a duration for people, in the largest unit that gives a whole number. */
    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        for (String unit : List.of("d", "h", "m")) {
            long each = millis(unit) / 1_000;
            if (seconds > 0 && seconds % each == 0) {
                return seconds / each + unit;
            }
        }
        return seconds + "s";
    }

    private static long millis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }
}
