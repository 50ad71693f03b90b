package magpie.bench.command;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import magpie.kit.config.ConfigException;
import magpie.kit.config.Settings;
import magpie.kit.config.Variables;

/**
 * The parsed flags of a bench.
 *
 * @param command the command line, without secrets
 * @param operands what came before the flags
 * @param records by their type
 */
public record Flags(String command, List<String> operands, Map<Class<?>, Record> records) {
    /** Removed from the command line, because results are published. */
    private static final Pattern SECRET = Pattern.compile("(--admin-token[= ])\\S+");

    /** Parses without the environment: MAGPIE_DATA and the like belong to a server, not a bench. */
    public static Flags of(String name, List<String> arguments, List<Class<? extends Record>> types) {
        int operands = 0;
        while (operands < arguments.size() && !arguments.get(operands).startsWith("-")) {
            operands++;
        }
        Settings settings = Settings.of(arguments.subList(operands, arguments.size()), Map.of());
        Variables.misspelt(System.getenv()).forEach(settings::mistake);
        Map<Class<?>, Record> records = new LinkedHashMap<>();
        types.forEach(type -> records.put(type, settings.bind("", type)));
        settings.finish();
        String command = ("./magpie bench " + name + " " + String.join(" ", arguments)).strip();
        return new Flags(SECRET.matcher(command).replaceAll("$1…"), arguments.subList(0, operands), records);
    }

    public <C extends Record> C get(Class<C> type) {
        return type.cast(Objects.requireNonNull(records.get(type), type::getName));
    }

    /** Every flag and its value, for the results. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        records.values().forEach(record -> {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                values.put(Settings.key("", component.getName()), String.valueOf(value(record, component)));
            }
        });
        values.remove("admin-token");
        return values;
    }

    /** Refuses conflicts that no single flag shows. */
    @SafeVarargs
    public static void refuse(List<String>... mistakes) {
        List<String> all = new ArrayList<>();
        for (List<String> some : mistakes) {
            all.addAll(some);
        }
        if (!all.isEmpty()) {
            throw new ConfigException(all);
        }
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return String.valueOf(component.getAccessor().invoke(record));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
