package magpie.kit.config;

import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The operator's settings, to be bound to records. A key is {@code part.name-of-component} (no part for the program's
 * own flags). Flags override the environment ({@code MAGPIE_FEED_WINDOW}), which overrides the file
 * ({@code feed.window = 800}), which overrides the record's defaults. Mistakes are collected, including conflicts found
 * by {@link Checked} records and unknown variables: {@link #finish} reports all of them together.
 */
public final class Settings {
    private final Map<String, String> values = new TreeMap<>();
    private final Set<String> known = new HashSet<>();
    private final List<String> mistakes = new ArrayList<>();
    private final Map<String, String> environment;

    private Settings(Map<String, String> environment) {
        this.environment = Variables.withoutServiceLinks(environment);
    }

    /**
     * Settings from command line flags ({@code --key value}, {@code --key=value}, a bare {@code --key} means true),
     * the file they name with {@code --config}, and the environment.
     */
    public static Settings of(List<String> flags, Map<String, String> environment) {
        Settings settings = new Settings(environment);
        Map<String, String> given = settings.parse(flags);
        String file = given.getOrDefault("config", settings.environment.getOrDefault(Variables.of("config"), ""));
        if (!file.isBlank()) {
            settings.load(file);
        }
        settings.values.putAll(given);
        return settings;
    }

    /** Settings from command line flags alone, for a command where {@code --config} is a flag like any other. */
    public static Settings ofFlags(List<String> flags) {
        Settings settings = new Settings(Map.of());
        settings.values.putAll(settings.parse(flags));
        return settings;
    }

    /** Settings from keys and values alone, for tests and tools. */
    public static Settings of(Map<String, String> values) {
        Settings settings = new Settings(Map.of());
        settings.values.putAll(values);
        return settings;
    }

    /** Binds a record. Values with mistakes take their defaults until {@link #finish} reports them. */
    public <T extends Record> T bind(String part, Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] arguments = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = value(part, components[i]);
        }
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            T bound = constructor.newInstance(arguments);
            if (bound instanceof Checked checked) {
                mistakes.addAll(checked.mistakes());
            }
            return bound;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("settings record: " + type + " (expected: a plain record)", e);
        }
    }

    /** Adds a conflict between values; a sentence that names its key. */
    public void mistake(String sentence) {
        mistakes.add(sentence);
    }

    /** Throws if anything was wrong, including unknown keys. */
    public void finish() {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                mistakes.add(key + ": there is no such setting" + nearest(key) + ".");
            }
        }
        mistakes.addAll(Variables.unknown(environment, known));
        if (!mistakes.isEmpty()) {
            throw new ConfigException(mistakes);
        }
    }

    /** The key of a component: {@code feed.window}, or {@code log-format} without a part. */
    public static String key(String part, String component) {
        String name = component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return part.isEmpty() ? name : part + "." + name;
    }

    private Map<String, String> parse(List<String> flags) {
        Map<String, String> given = new TreeMap<>();
        for (int i = 0; i < flags.size(); i++) {
            String flag = flags.get(i);
            if (!flag.startsWith("--") || flag.length() == 2) {
                mistakes.add(flag + ": a flag starts with --.");
                continue;
            }
            int equals = flag.indexOf('=');
            boolean valueFollows = i + 1 < flags.size() && !flags.get(i + 1).startsWith("--");
            if (equals > 0) {
                give(given, flag.substring(2, equals), flag.substring(equals + 1));
            } else {
                give(given, flag.substring(2), valueFollows ? flags.get(++i) : "true");
            }
        }
        return given;
    }

    private void give(Map<String, String> given, String key, String value) {
        String before = given.putIfAbsent(key, value);
        if (before != null && !before.equals(value)) {
            mistakes.add(key + ": it is given twice, as " + before + " and as " + value + " (expected: once).");
        }
    }

    private void load(String file) {
        known.add("config");
        Lines lines = new Lines();
        if (Files.isDirectory(Path.of(file))) {
            mistakes.add("config: " + file + " is a folder (expected: a file with settings).");
            return;
        }
        try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
            lines.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            mistakes.add("config: " + file + " cannot be read (" + e + ").");
        }
        lines.forEach(
                (key, value) -> values.put(key.toString(), value.toString().strip()));
        lines.twice.forEach(key -> mistakes.add(key + ": it is in " + file + " twice (expected: once)."));
        if (values.remove("config") != null) {
            mistakes.add("config: " + file + " names another file, which nobody reads (expected: one file).");
        }
    }

    /** The lines of a file, and which keys would hide an earlier line. */
    private static final class Lines extends Properties {
        private static final long serialVersionUID = 1;

        final transient Set<String> twice = new TreeSet<>();

        @Override
        public synchronized @Nullable Object put(Object key, Object value) {
            @Nullable Object before = super.put(key, value);
            if (before != null) {
                twice.add(key.toString());
            }
            return before;
        }
    }

    private @Nullable Object value(String part, RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        if (setting == null) {
            throw new IllegalArgumentException("component: " + component + " (expected: @Setting on it)");
        }
        String key = key(part, component.getName());
        known.add(key);
        String text = values.getOrDefault(key, environment.getOrDefault(Variables.of(key), setting.value()));
        try {
            return SettingType.parse(component, setting, text);
        } catch (IllegalArgumentException e) {
            mistakes.add(key + ": " + text + " (expected: " + e.getMessage() + ").");
            return SettingType.parse(component, setting, setting.value());
        }
    }

    private String nearest(String key) {
        return Names.nearest(key, known)
                .map(name -> " (did you mean " + name + "?)")
                .orElse("");
    }
}
