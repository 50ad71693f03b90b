package magpie.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import magpie.bench.report.Plot;
import magpie.bench.report.Statistics;
import magpie.bench.report.Trend;
import magpie.bench.report.Trend.Series;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Series over time: whether they drift, as a table, as a picture. */
class TrendTest {
    @Test
    void theSlopeIsThatOfTheNearestLine() {
        assertThat(Statistics.slope(1, 3, 5, 7)).isCloseTo(2, within(1e-9));
        assertThat(Statistics.slope(1, 1)).isZero();
        assertThat(Statistics.slope(5)).isZero();
        assertThat(Trend.of(series("resident", 0, 1, 2, 3), 10).slopeAnHour()).isCloseTo(360, within(1e-6));
    }

    @Test
    void whatEndsATenthHigherDrifts() {
        assertThat(Trend.of(series("resident", 100, 101, 100, 105, 111, 111), 10)
                        .drifts())
                .isTrue();
        assertThat(Trend.of(series("resident", 100, 101, 100, 105, 109, 109), 10)
                        .drifts())
                .isFalse();
        assertThat(Trend.of(series("resident", 111, 111, 105, 100, 100, 100), 10))
                .hasToString("resident: 111 MiB in the first third, 100 in the last, -957 an hour: no drift");
    }

    @Test
    void whatIsNothingToSpeakOfIsNoDrift() {
        assertThat(Trend.of(series("lag", 0, 0, 0, 0, 0.5, 0.5), 10).drifts()).isFalse();
    }

    @Test
    void aRowIsASampleAndAColumnASeries() {
        assertThat(SoakBench.csv(List.of(series("resident", 1, 2), series("lag", 3)), 10))
                .isEqualTo("seconds,resident (MiB),lag (MiB)\n10,1.000,3.000\n20,2.000,\n");
    }

    @Test
    void thePlotIsXmlWithALineASeries() throws Exception {
        String svg = new Plot("soak <&>", 10, List.of(series("resident", 1, 2, 3), series("lag", 0, 0, 0))).svg();
        Element root = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("svg");
        assertThat(root.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(root.getElementsByTagName("text").item(0).getTextContent()).isEqualTo("soak <&>");
        assertThat(svg).doesNotContain("NaN");
    }

    @Test
    void aPlotOfNothingIsStillAPlot() {
        assertThat(new Plot("soak", 10, List.of(series("resident"))).svg()).doesNotContain("NaN");
    }

    private static Series series(String name, double... values) {
        Series series = new Series(name, "MiB", 1);
        for (double value : values) {
            series.add(value);
        }
        return series;
    }
}
