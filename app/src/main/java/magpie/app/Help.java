package magpie.app;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Map;
import magpie.app.admin.Operator;
import magpie.app.node.Modules;
import magpie.kit.config.Setting;
import magpie.kit.config.Settings;
import magpie.kit.engines.EngineSettings;

/** The texts of {@code --help}; flags and defaults come from the settings records, so they cannot go stale. */
final class Help {
    private static final Map<String, String> USAGE = Map.of(
            "up", "up [flags]                 start it here; Ctrl-C stops it",
            "admin", "admin COMMAND [flags]      look after a running or stopped instance",
            "backup", "backup DIR [flags]         save a running or stopped instance into a new folder",
            "restore", "restore DIR --data NEW     make a data folder of a backup",
            "train", "train                      a short run for the JDK's AOT cache");

    private Help() {}

    /** All commands. */
    static String overview() {
        StringBuilder text = new StringBuilder("Magpie, a social feed server\n\n");
        for (String command : new String[] {"up", "admin", "backup", "restore", "train"}) {
            text.append("  ").append(USAGE.get(command)).append('\n');
        }
        return text.append("\nEach takes --help.\n").toString();
    }

    /** One command with its flags. */
    static String of(String command) {
        String usage = USAGE.get(command);
        if (usage == null) {
            return overview();
        }
        StringBuilder text = new StringBuilder(usage).append("\n\n");
        if (command.equals("admin")) {
            Operator.COMMANDS
                    .values()
                    .forEach(line -> text.append("  ").append(line).append('\n'));
            text.append('\n');
        }
        if (!command.equals("train")) {
            text.append(flags());
        }
        return text.toString();
    }

    private static String flags() {
        StringBuilder text = new StringBuilder(
                "Flags, with their defaults; also as MAGPIE_… in the environment or as lines of --config FILE:\n");
        Modules.settings().forEach((part, record) -> {
            text.append('\n');
            for (RecordComponent component : record.getRecordComponents()) {
                append(text, part, component);
            }
            EngineSettings engine = record.getAnnotation(EngineSettings.class);
            if (engine != null && engine.passwords().length > 0) {
                text.append("  passwords in engines.secrets: ")
                        .append(String.join(", ", engine.passwords()))
                        .append('\n');
            }
        });
        return text.toString();
    }

    private static void append(StringBuilder text, String part, RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        if (setting != null) {
            String flag = "--" + Settings.key(part, component.getName())
                    + (setting.value().isEmpty() ? "" : " " + setting.value());
            text.append(String.format(Locale.ROOT, "  %-36s %s%n", flag, setting.help()));
        }
    }
}
