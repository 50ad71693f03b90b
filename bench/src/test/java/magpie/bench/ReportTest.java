package magpie.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import magpie.bench.Load.Loaded;
import magpie.bench.Meter.Used;
import magpie.bench.Results.Alone;
import magpie.bench.Results.Costs;
import magpie.bench.Results.Mixed;
import magpie.bench.Results.Round;
import magpie.bench.graph.GeneratedGraph;
import magpie.kit.json.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From counts to figures. */
class ReportTest {
    @Test
    void aDeliveryCostsWhatIsLeftWhenThePublishingIsTakenOff() {
        Costs costs = costs();
        assertThat(costs.reads().microsEach()).isEqualTo(50);
        assertThat(costs.all().publishes().microsEach()).isEqualTo(100);
        assertThat(costs.followersEach()).isEqualTo(40);
        assertThat(costs.all().deliveryMicros()).isCloseTo(0.5, within(1e-9));
        assertThat(costs.spread().getMin()).isCloseTo(0.45, within(1e-9));
        assertThat(costs.spread().getMax()).isCloseTo(0.55, within(1e-9));
    }

    @Test
    void oneFailureInAThousandIsStillARun() {
        assertThat(new Report(results(5)).passed()).isTrue();
        assertThat(new Report(results(9)).passed()).isFalse();
    }

    @Test
    void theTableAndTheJsonSayTheSame() {
        Report report = new Report(results(9));
        assertThat(report.text())
                .contains("server CPU per feed read  50.0 µs")
                .contains("server CPU per delivery   0.50 µs")
                .contains("publish: 9, the first: 503");
        JsonNode json = Json.MAPPER.readTree(ResultsJson.of(results(9)));
        assertThat(json.path("costs").path("feedReadMicros").asDouble()).isEqualTo(50);
        assertThat(json.path("mix").path("publish").path("errors").asInt()).isEqualTo(9);
        assertThat(json.path("machine").path("cores").asInt()).isPositive();
    }

    @Test
    void numbersHaveThreeDigitsThatMeanSomething() {
        assertThat(Report.digits(0.5)).isEqualTo("0.50");
        assertThat(Report.digits(56.78)).isEqualTo("56.8");
        assertThat(Report.digits(1234.5)).isIn("1,234", "1,235");
    }

    private static Results results(int errors) {
        Stage mix = stage(Kind.PUBLISH, 1_000, errors);
        return new Results(
                "./magpie bench feed",
                Machine.here(),
                "up",
                "ext4",
                GeneratedGraph.of(10, 1),
                new Loaded(stage(Kind.FOLLOW, 1_000, 0), stage(Kind.PUBLISH, 1_000, 0)),
                10,
                0,
                new Mixed(Pace.open(100, Duration.ofSeconds(10)), mix, used(1, 0), new Tally()),
                costs(),
                0);
    }

    private static Costs costs() {
        return new Costs(
                new Alone(stage(Kind.FEED, 1_000, 0), used(50_000, 0)),
                List.of(round(90_000, 108_000), round(110_000, 132_000)));
    }

    private static Round round(double publishing, double fanningOut) {
        return new Round(
                new Alone(stage(Kind.PUBLISH, 1_000, 0), used(publishing, 0)),
                new Alone(stage(Kind.PUBLISH, 1_000, 0), used(fanningOut, 40_000)));
    }

    private static Stage stage(Kind kind, int done, int errors) {
        Tally tally = new Tally();
        for (int i = 0; i < done; i++) {
            tally.took(1_000_000);
        }
        for (int i = 0; i < errors; i++) {
            tally.failed("503");
        }
        return new Stage(Map.of(kind, tally), 1_000_000_000, 0);
    }

    private static Used used(double micros, double deliveries) {
        return new Used(micros, 0, 1_000_000_000, deliveries);
    }
}
