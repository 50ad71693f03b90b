package magpie.kit.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Merges a started program's usual settings with its caller's, which win: no flag appears twice. */
public final class ConfigOverlay {
    private ConfigOverlay() {}

    /** Each {@code key=value} once, in order; the last one of a key wins. */
    public static List<String> of(List<String> settings) {
        Map<String, String> last = new LinkedHashMap<>();
        settings.forEach(setting -> last.put(setting.replaceFirst("=.*", ""), setting));
        return List.copyOf(last.values());
    }
}
