package magpie.app.node;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import magpie.kafka.KafkaConfig;
import magpie.kit.engines.EngineAccess;
import magpie.kit.engines.EnginesConfig;
import magpie.kit.roles.Role;
import magpie.kit.roles.RoleModule;
import magpie.kit.roles.Roles;

/** The code of each role of the table, found on the class path. */
public final class Modules {
    private static final Map<String, RoleModule<?, ?>> ALL = found();

    private Modules() {}

    /** The module of a role. */
    public static RoleModule<?, ?> of(Role role) {
        RoleModule<?, ?> module = ALL.get(role.name());
        if (module == null) {
            throw new IllegalStateException("role " + role.name()
                    + " has no code here (expected: a RoleModule of that name, named in META-INF/services)");
        }
        return module;
    }

    /** Every part of the settings and its record; the program's own flags are the part without a name. */
    public static Map<String, Class<? extends Record>> settings() {
        Map<String, Class<? extends Record>> settings = new LinkedHashMap<>();
        settings.put("", NodeConfig.class);
        settings.putAll(engineSettings());
        Roles.ALL.forEach(role -> settings.put(role.name(), of(role).config()));
        return settings;
    }

    /** The parts of the settings for engines: the common part, and one for each. */
    static Map<String, Class<? extends Record>> engineSettings() {
        Map<String, Class<? extends Record>> settings = new LinkedHashMap<>();
        settings.put("engines", EnginesConfig.class);
        engines().forEach(record -> settings.put(EngineAccess.engine(record).part(), record));
        return settings;
    }

    /** The settings records of all engines that a role or the event log may use; several may share one. */
    static Set<Class<? extends Record>> engines() {
        Set<Class<? extends Record>> engines = new LinkedHashSet<>();
        Roles.ALL.forEach(role -> engines.addAll(of(role).engines()));
        engines.add(KafkaConfig.class);
        return engines;
    }

    private static Map<String, RoleModule<?, ?>> found() {
        Map<String, RoleModule<?, ?>> found = new TreeMap<>();
        for (RoleModule<?, ?> module : ServiceLoader.load(RoleModule.class, Modules.class.getClassLoader())) {
            found.put(module.name(), module);
        }
        return found;
    }
}
