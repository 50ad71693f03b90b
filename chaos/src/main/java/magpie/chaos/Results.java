package magpie.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The results of a run as a file: the report, and how it was made. */
final class Results {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyyMMdd-HHmm", Locale.ROOT);

    private Results() {}

    /** Writes them to a file and returns it. */
    static Path keep(ChaosOutcome outcome, List<String> arguments, String file) throws IOException {
        Path path = Path.of(file);
        if (file.equals("auto")) {
            Path folder = Files.createDirectories(Path.of(System.getProperty("magpie.launcher", "magpie"))
                    .toAbsolutePath()
                    .resolveSibling("chaos")
                    .resolve("results"));
            path = folder.resolve("chaos-" + MINUTE.format(LocalDateTime.now(ZoneId.systemDefault())) + ".md");
        }
        Files.writeString(path, of(outcome, arguments));
        return path;
    }

    static String of(ChaosOutcome outcome, List<String> arguments) {
        return String.format(
                Locale.ROOT,
                "    ./magpie chaos %s%n%n%s, commit %s, %d cores%n%n%s",
                String.join(" ", arguments),
                OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS),
                System.getProperty("magpie.commit", "unknown"),
                Runtime.getRuntime().availableProcessors(),
                Report.of(outcome));
    }
}
