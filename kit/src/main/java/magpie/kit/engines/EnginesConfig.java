package magpie.kit.engines;

import java.nio.file.Path;
import magpie.kit.config.Setting;
import org.jspecify.annotations.Nullable;

/** What is the same for all engines; the settings' part {@code engines}. Each engine has a part of its own. */
public record EnginesConfig(
        @Setting(value = "", help = "file with the engines' passwords, mode 600, one a line: name = password") @Nullable
        Path secrets) {}
