package magpie.bench.report;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import magpie.bench.report.Figure.Better;
import magpie.bench.report.Outcome.Circumstances;
import magpie.kit.json.Json;
import tools.jackson.databind.JsonNode;

/** Writes results as JSON, and reads the figures of such a file. */
public final class OutcomeJson {
    private OutcomeJson() {}

    static String of(Outcome outcome) {
        Circumstances setting = outcome.setting();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", outcome.name());
        all.put("command", setting.command());
        all.put(
                "at",
                OffsetDateTime.now(ZoneId.systemDefault())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
        all.put("commit", System.getProperty("magpie.commit", "unknown"));
        all.put("machine", setting.machine());
        all.put("disk", setting.disk());
        all.put("server", setting.server());
        all.put("network", setting.network());
        all.put("config", setting.config());
        all.put("failedShare", outcome.failures().share());
        all.put("failures", outcome.failures().first());
        all.put("notes", outcome.notes());
        all.put("figures", outcome.figures().stream().map(OutcomeJson::figure).toList());
        return lines(all);
    }

    /** One line per entry and figure: short enough to keep, and readable in a diff. */
    private static String lines(Map<String, Object> all) {
        return all.entrySet().stream()
                .map(entry -> Json.MAPPER.writeValueAsString(entry.getKey()) + ": " + line(entry.getValue()))
                .collect(Collectors.joining(",\n  ", "{\n  ", "\n}\n"));
    }

    private static String line(Object value) {
        if (value instanceof List<?> list && list.size() > 1) {
            return list.stream()
                    .map(Json.MAPPER::writeValueAsString)
                    .collect(Collectors.joining(",\n    ", "[\n    ", "\n  ]"));
        }
        return Json.MAPPER.writeValueAsString(value);
    }

    /** Reads the figures of such a text. */
    public static List<Figure> figures(String json) {
        List<Figure> figures = new ArrayList<>();
        for (JsonNode one : Json.MAPPER.readTree(json).path("figures")) {
            List<Double> values = new ArrayList<>();
            one.path("values").forEach(value -> values.add(value.asDouble()));
            figures.add(new Figure(
                    one.path("name").asString(),
                    one.path("unit").asString(),
                    Better.valueOf(one.path("better").asString().toUpperCase(Locale.ROOT)),
                    values));
        }
        return figures;
    }

    private static Map<String, Object> figure(Figure figure) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", figure.name());
        all.put("unit", figure.unit());
        all.put("better", figure.better().name().toLowerCase(Locale.ROOT));
        all.put("values", figure.values());
        return all;
    }
}
