package magpie.kit.config;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The flags of a command, for its {@code --help}. */
public final class FlagHelp {
    private FlagHelp() {}

    /** One line for each {@link Setting} component of these records: its flag, its default, its description. */
    public static String of(List<Class<? extends Record>> types) {
        StringBuilder text = new StringBuilder();
        for (Class<? extends Record> type : types) {
            for (RecordComponent component : type.getRecordComponents()) {
                Setting setting = component.getAnnotation(Setting.class);
                String flag = "--" + Settings.key("", component.getName()) + " " + setting.value();
                text.append(String.format(Locale.ROOT, "  %-24s %s%n", flag.strip(), setting.help()));
            }
        }
        return text.toString();
    }

    /** The range of a duration, for people. */
    public static String durations(Setting setting) {
        return SettingType.text(Duration.ofSeconds(setting.min())) + " to "
                + SettingType.text(SettingType.longest(setting));
    }
}
