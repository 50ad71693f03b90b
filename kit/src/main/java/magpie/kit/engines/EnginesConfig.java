package magpie.kit.engines;

import java.nio.file.Path;
import magpie.kit.config.Setting;
import org.jspecify.annotations.Nullable;

/** The settings common to all engines: the part {@code engines}. Each engine also has its own part. */
public record EnginesConfig(
        @Setting(value = "", help = "file with the engines' passwords, mode 600, one a line: name = password") @Nullable
        Path secrets) {}
