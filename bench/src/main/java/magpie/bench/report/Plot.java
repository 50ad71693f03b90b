package magpie.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import magpie.bench.report.Trend.Series;

/**
 * Series over time as an SVG picture: one panel per unit, one below the other, with a common time axis.
 *
 * @param title above all
 * @param every seconds between two samples
 * @param all the series
 */
public record Plot(String title, int every, List<Series> all) {
    private static final int WIDTH = 960;
    private static final int PANEL = 180;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 40;
    private static final int GAP = 50;
    private static final List<String> COLOURS = List.of("#1b6ca8", "#c8553d", "#588157", "#7b4b94", "#b08900");

    public String svg() {
        Map<String, List<Series>> panels = new LinkedHashMap<>();
        all.forEach(series -> panels.merge(series.unit(), List.of(series), Plot::joined));
        int height = TOP + panels.size() * (PANEL + GAP);
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">",
                WIDTH,
                height);
        add(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
        text(svg, LEFT, 20, "start", "black", title);
        int top = TOP;
        for (Map.Entry<String, List<Series>> panel : panels.entrySet()) {
            panel(svg, top, panel.getKey(), panel.getValue());
            top += PANEL + GAP;
        }
        return svg.append("</svg>\n").toString();
    }

    private void panel(StringBuilder svg, int top, String unit, List<Series> series) {
        double most = series.stream().mapToDouble(Series::most).max().orElse(0);
        double scale = most > 0 ? most * 1.05 : 1;
        int bottom = top + PANEL;
        for (int i = 0; i <= 4; i++) {
            int y = bottom - i * PANEL / 4;
            add(svg, "<path d=\"M%d %dH%d\" stroke=\"#ddd\"/>", LEFT, y, WIDTH - RIGHT);
            text(svg, LEFT - 6, y + 4, "end", "#444", OutcomeText.digits(scale * i / 4) + " " + unit);
        }
        minutes(svg, bottom);
        for (int i = 0; i < series.size(); i++) {
            String colour = COLOURS.get(i % COLOURS.size());
            line(svg, bottom, scale, colour, series.get(i));
            text(
                    svg,
                    LEFT + 8 + i * 190,
                    top - 6,
                    "start",
                    colour,
                    series.get(i).name());
        }
    }

    private void minutes(StringBuilder svg, int bottom) {
        double minutes = samples() * every / 60.0;
        for (int i = 0; i <= 6; i++) {
            int x = LEFT + i * (WIDTH - LEFT - RIGHT) / 6;
            text(svg, x, bottom + 16, "middle", "#444", OutcomeText.digits(minutes * i / 6) + " min");
        }
    }

    private void line(StringBuilder svg, int bottom, double scale, String colour, Series series) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < series.size(); i++) {
            double x = LEFT + (i + 1.0) / samples() * (WIDTH - LEFT - RIGHT);
            double y = bottom - series.at(i) / scale * PANEL;
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
        }
        add(
                svg,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>",
                points.toString().strip(),
                colour);
    }

    private int samples() {
        return all.stream().mapToInt(Series::size).max().orElse(1);
    }

    private static List<Series> joined(List<Series> some, List<Series> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String colour, String words) {
        String safe = words.replace("&", "&amp;").replace("<", "&lt;");
        add(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>", x, y, anchor, colour, safe);
    }

    private static void add(StringBuilder svg, String form, Object... values) {
        svg.append(String.format(Locale.ROOT, form, values)).append('\n');
    }
}
