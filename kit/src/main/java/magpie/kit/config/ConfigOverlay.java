package magpie.kit.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings for a program that is started, where those of who starts it stand for the usual ones: no flag comes twice. */
public final class ConfigOverlay {
    private ConfigOverlay() {}

    /** Each {@code key=value} once, in order: of one key the last. */
    public static List<String> of(List<String> settings) {
        Map<String, String> last = new LinkedHashMap<>();
        settings.forEach(setting -> last.put(setting.replaceFirst("=.*", ""), setting));
        return List.copyOf(last.values());
    }
}
