package magpie.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import magpie.kit.config.Setting;

/** Where results are stored. */
public record ResultsConfig(
        @Setting(value = "auto", help = "file for the results as JSON; auto: a new one in bench/results; none: no file")
        String json) {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyyMMdd-HHmm", Locale.ROOT);

    /** Stores the results, and prints where. */
    public void keep(Outcome outcome) throws IOException {
        if (json.equals("none")) {
            return;
        }
        Path file = json.equals("auto") ? file(outcome.name(), ".json") : Path.of(json);
        Files.writeString(file, OutcomeJson.of(outcome));
        Progress.say("results: " + file);
    }

    /** A new file in the folder of results, named after what was measured and when. */
    public static Path file(String name, String ending) throws IOException {
        Path folder = Files.createDirectories(folder());
        return folder.resolve(name + "-" + MINUTE.format(LocalDateTime.now(ZoneId.systemDefault())) + ending);
    }

    /** The folder of results, in the checkout that the launcher belongs to. */
    public static Path folder() {
        Path root = Path.of(System.getProperty("magpie.launcher", "magpie")).toAbsolutePath();
        return root.resolveSibling("bench").resolve("results");
    }
}
