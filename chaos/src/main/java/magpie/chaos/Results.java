package magpie.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import magpie.chaos.Statistics.Failure;
import magpie.chaos.Statistics.Row;
import magpie.kit.json.Json;

/** What a run found, as JSON. */
final class Results {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyyMMdd-HHmm", Locale.ROOT);

    private Results() {}

    /** Writes it to a file and says to which. */
    static Path keep(ChaosOutcome outcome, List<String> arguments, String file) throws IOException {
        Path path = Path.of(file);
        if (file.equals("auto")) {
            Path folder = Files.createDirectories(Path.of(System.getProperty("magpie.launcher", "magpie"))
                    .toAbsolutePath()
                    .resolveSibling("chaos")
                    .resolve("results"));
            path = folder.resolve("chaos-" + MINUTE.format(LocalDateTime.now(ZoneId.systemDefault())) + ".json");
        }
        Files.writeString(path, of(outcome, arguments));
        return path;
    }

    static String of(ChaosOutcome outcome, List<String> arguments) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("command", ("./magpie chaos " + String.join(" ", arguments)).strip());
        all.put(
                "at",
                OffsetDateTime.now(ZoneId.systemDefault())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
        all.put("commit", System.getProperty("magpie.commit", "unknown"));
        all.put("cores", Runtime.getRuntime().availableProcessors());
        all.put("target", outcome.target());
        all.put("seed", outcome.seed());
        all.put("faults", outcome.faults());
        all.put("acknowledged", outcome.acknowledged());
        all.put("ledger", outcome.ledger());
        all.put("broken", broken(outcome));
        all.put("violations", outcome.violations().stream().map(Results::text).toList());
        all.put("ownPosts", outcome.statistics().ownPosts());
        all.put("ownPostsThere", outcome.statistics().ownPostsThere());
        all.put(
                "rows",
                outcome.statistics().rows().stream()
                        .map(row -> row(outcome, row))
                        .toList());
        all.put(
                "failures",
                outcome.statistics().failures().entrySet().stream()
                        .map(entry -> failure(entry.getKey(), entry.getValue()))
                        .toList());
        return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    private static Map<String, Long> broken(ChaosOutcome outcome) {
        Map<String, Long> all = new LinkedHashMap<>();
        for (Violation.Kind kind : Violation.Kind.values()) {
            all.put(kind.name(), outcome.broken(kind));
        }
        return all;
    }

    private static String text(Violation violation) {
        return violation.kind() + ": " + violation.text();
    }

    private static Map<String, Object> failure(Failure failure, int times) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("fault", failure.spell().fault());
        all.put("node", failure.spell().node());
        all.put("operation", failure.operation().toString());
        all.put("why", failure.why());
        all.put("times", times);
        return all;
    }

    private static Map<String, Object> row(ChaosOutcome outcome, Row row) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("fault", row.spell().fault());
        all.put("node", row.spell().node());
        all.put("times", outcome.statistics().times(row.spell()));
        all.put("operation", row.operation().toString());
        all.put("attempts", row.attempts());
        all.put("succeeded", row.succeeded());
        all.put("refused", row.refused());
        all.put("unanswered", row.unanswered());
        all.put("longestGapMillis", row.longestGapMillis());
        return all;
    }
}
