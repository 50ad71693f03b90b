package magpie.tests.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import magpie.app.node.Modules;
import magpie.kit.config.FlagHelp;
import magpie.kit.config.Setting;
import magpie.kit.config.Settings;
import magpie.kit.engines.EngineSettings;
import org.junit.jupiter.api.Test;

/** Compares {@code docs/config.md} with the settings records; {@code -Dmagpie.docs=write} regenerates it. */
class ConfigDocsTest {
    private static final String PAGE = "docs/config.md";

    @Test
    void thePageIsWhatTheRecordsSay() throws IOException {
        String page = page();
        if ("write".equals(System.getProperty("magpie.docs"))) {
            Files.writeString(Documents.path(PAGE), page);
        }
        assertThat(Documents.read(PAGE))
                .as("%s (to write it anew: ./magpie check -Dmagpie.docs=write)", PAGE)
                .isEqualTo(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Settings

                Made from the settings records by `ConfigDocsTest`, and compared with them by every `./magpie check`.
                `./magpie check -Dmagpie.docs=write` writes it anew.

                A setting is given as a flag (`--feed.window 400`), as a variable of the environment
                (`MAGPIE_FEED_WINDOW=400`), or as a line of the file that `--config` names (`feed.window = 400`). A flag
                wins over the environment, that over the file, that over the default. A flag without a value means `on`.
                Numbers may have underscores; durations are written `500ms`, `30s`, `15m`, `12h`, `7d`; lists have commas.
                An unknown key or variable (`MAGPIE_FEED_WINDWO`), a value out of bounds or that cannot work, and values that contradict
                each other stop the start; all mistakes are told together, with the nearest right name and exit code 2.
                A flag, or a line of the file, that is there twice with different values is a mistake too. What Kubernetes tells
                containers of a Service whose name begins with `magpie` is no setting, and left alone: `MAGPIE_…SERVICE_HOST`,
                `MAGPIE_…SERVICE_PORT…`, `MAGPIE_…PORT_8080_TCP…`, and `MAGPIE_…PORT` where it is `tcp://…`.
                One file can serve several processes: the settings of roles that run elsewhere are read too.
                """);
        Modules.settings().forEach((part, record) -> append(page, part, record));
        return page.toString();
    }

    private static void append(StringBuilder page, String part, Class<? extends Record> record) {
        page.append("\n## ").append(heading(part, record)).append("\n");
        page.append("\n| key | default | values | meaning |\n| --- | --- | --- | --- |\n");
        for (RecordComponent component : record.getRecordComponents()) {
            Setting setting = component.getAnnotation(Setting.class);
            page.append("| `").append(Settings.key(part, component.getName())).append("` | ");
            page.append(setting.value().isEmpty() ? "" : "`" + setting.value() + "`");
            page.append(" | ").append(values(component.getType(), setting));
            page.append(" | ").append(sentence(setting.help())).append(" |\n");
        }
    }

    private static String heading(String part, Class<? extends Record> record) {
        EngineSettings engine = record.getAnnotation(EngineSettings.class);
        if (engine != null) {
            return "The engine `" + part + "`"
                    + (engine.passwords().length == 0
                            ? ""
                            : "\n\nNames of passwords in `engines.secrets`: `" + String.join("`, `", engine.passwords())
                                    + "`.");
        }
        return switch (part) {
            case "" -> "The program";
            case "engines" -> "All engines: `engines`";
            default -> "The role `" + part + "`";
        };
    }

    private static String values(Class<?> type, Setting setting) {
        if (setting.oneOf().length > 0) {
            return String.join(", ", setting.oneOf());
        } else if (type == boolean.class) {
            return "on, off";
        } else if (type == int.class || type == long.class) {
            assertThat(setting.max()).as("the greatest of " + setting).isLessThan(Long.MAX_VALUE);
            return setting.min() + " to " + setting.max();
        } else if (type == Duration.class) {
            return FlagHelp.durations(setting);
        } else if (type == Path.class) {
            return "path";
        }
        return type == List.class ? "list" : "text";
    }

    /** The records' one-liners differ in their first letter and full stop. */
    private static String sentence(String help) {
        String end = help.endsWith(".") ? help.substring(0, help.length() - 1) : help;
        return end.substring(0, 1).toLowerCase(Locale.ROOT) + end.substring(1).replace("|", "\\|");
    }
}
