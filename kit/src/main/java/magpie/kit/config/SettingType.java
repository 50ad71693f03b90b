package magpie.kit.config;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a setting's text into its component's type. */
final class SettingType {
    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

    private SettingType() {}

    /** The value; an {@link IllegalArgumentException} says what was expected instead. */
    static @Nullable Object parse(RecordComponent component, Setting setting, String text) {
        Class<?> type = component.getType();
        if (setting.oneOf().length > 0 && !List.of(setting.oneOf()).contains(text)) {
            throw new IllegalArgumentException("one of " + String.join(", ", setting.oneOf()));
        }
        if (type == int.class) {
            return Math.toIntExact(number(setting, text));
        } else if (type == long.class) {
            return number(setting, text);
        } else if (type == boolean.class) {
            return flag(text);
        } else if (type == Duration.class) {
            return bounded(setting, duration(text));
        } else if (type == Path.class) {
            return text.isEmpty() ? null : Path.of(text);
        } else if (type == List.class) {
            List<String> entries = Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .toList();
            entries.forEach(entry -> refuse(setting.form(), entry, entry + " should be "));
            return entries;
        } else if (type == String.class) {
            refuse(setting.form(), text, "");
            return text;
        }
        throw new IllegalStateException("setting type: " + type + " (expected: one that SettingType knows)");
    }

    private static void refuse(Form form, String text, String which) {
        String expected = form.expected(text);
        if (expected != null) {
            throw new IllegalArgumentException(which + expected);
        }
    }

    private static long number(Setting setting, String text) {
        long max = Math.min(setting.max(), Integer.MAX_VALUE);
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

    private static Duration bounded(Setting setting, Duration duration) {
        if (duration.toSeconds() < setting.min() || duration.toSeconds() > setting.max()) {
            throw new IllegalArgumentException("a duration from " + setting.min() + "s to " + setting.max() + "s");
        }
        return duration;
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a duration such as 500ms, 30s, 15m, 12h or 7d");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
