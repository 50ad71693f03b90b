package magpie.kit.engines;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import magpie.kit.config.Settings;
import org.jspecify.annotations.Nullable;

/** How to reach the engines: given to the roles of the cluster product, and not to those of the embedded one. */
public final class EngineAccess {
    private final Map<Class<? extends Record>, Record> settings;
    private final List<String> names;
    private final EngineSecrets secrets;

    private EngineAccess(Map<Class<? extends Record>, Record> settings, List<String> names, EngineSecrets secrets) {
        this.settings = settings;
        this.names = names;
        this.secrets = secrets;
    }

    /**
     * Reads the engine settings of these records, and the passwords. {@link Settings#finish} reports mistakes in
     * either.
     */
    public static EngineAccess of(Settings settings, Collection<? extends Class<? extends Record>> records) {
        Map<Class<? extends Record>, Record> bound = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (Class<? extends Record> record : records) {
            EngineSettings engine = engine(record);
            bound.put(record, settings.bind(engine.part(), record));
            names.addAll(List.of(engine.passwords()));
        }
        Path file = settings.bind("engines", EnginesConfig.class).secrets();
        return new EngineAccess(bound, names, file == null ? EngineSecrets.NONE : read(file, names, settings));
    }

    /** The engine that a settings record describes. */
    public static EngineSettings engine(Class<? extends Record> record) {
        EngineSettings engine = record.getAnnotation(EngineSettings.class);
        if (engine == null) {
            throw new IllegalArgumentException("record: " + record + " (expected: @EngineSettings on it)");
        }
        return engine;
    }

    /** The settings of an engine. */
    public <T extends Record> T settings(Class<T> record) {
        Record found = settings.get(record);
        if (found == null) {
            throw new IllegalArgumentException("record: " + record
                    + " (expected: one that RoleModule.engines names, of " + settings.keySet() + ")");
        }
        return record.cast(found);
    }

    /** The password of a name that a record declares; null for none. */
    public @Nullable String password(String name) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException("password: " + name + " (expected: one of " + names + ")");
        }
        return secrets.password(name);
    }

    private static EngineSecrets read(Path file, List<String> names, Settings settings) {
        try {
            EngineSecrets secrets = EngineSecrets.load(file);
            secrets.guessable(names)
                    .forEach(name -> settings.mistake("engines.secrets: the password of " + name
                            + " is one that everybody would try (expected: 8 random characters or more)."));
            secrets.strangers(names)
                    .forEach(name -> settings.mistake("engines.secrets: " + name + " is no engine (expected: one of "
                            + String.join(", ", names) + ")."));
            return secrets;
        } catch (IllegalArgumentException e) {
            settings.mistake("engines.secrets: " + e.getMessage() + ".");
            return EngineSecrets.NONE;
        }
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return "EngineAccess" + settings.values();
    }
}
