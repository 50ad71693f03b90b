package magpie.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import magpie.api.Code;
import magpie.api.ServiceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    interface Oracle {
        Answer ask(Question request);
    }

    record Question(String about) {}

    record Answer(String text) {}

    private final Telemetry telemetry = new Telemetry();
    private final Oracle oracle = telemetry.observed(Oracle.class, TelemetryTest::answer);

    private static Answer answer(Question question) {
        return switch (question.about()) {
            case "weather" -> new Answer("rain");
            case "future" -> throw ServiceException.of(Code.NOT_FOUND, "It has not happened yet.");
            default -> throw new IllegalStateException("dumb");
        };
    }

    @AfterEach
    void stop() {
        telemetry.close();
    }

    @Test
    void callsAreCountedByOutcome() {
        assertThat(oracle.ask(new Question("weather"))).isEqualTo(new Answer("rain"));
        oracle.ask(new Question("weather"));
        assertThatThrownBy(() -> oracle.ask(new Question("future"))).isInstanceOf(ServiceException.class);
        assertThatThrownBy(() -> oracle.ask(new Question("?"))).isInstanceOf(IllegalStateException.class);

        assertThat(count("ok")).isEqualTo("2");
        assertThat(count("NOT_FOUND")).isEqualTo("1");
        assertThat(count("INTERNAL")).isEqualTo("1");
    }

    @Test
    void aMethodNobodyCalledIsShownWithItsBuckets() {
        assertThat(telemetry.scrape())
                .containsPattern("magpie_contract_seconds_bucket\\{contract=\"Oracle\",method=\"ask\",outcome=\"ok\","
                        + "le=\"0.001\"\\} 0")
                .contains("le=\"5.0\"", "le=\"+Inf\"");
        assertThat(count("ok")).isEqualTo("0");
    }

    @Test
    void theJvmIsMeasured() {
        assertThat(telemetry.scrape())
                .contains(
                        "jvm_memory_used_bytes",
                        "jvm_gc_",
                        "jvm_threads_live_threads",
                        "process_cpu_usage",
                        "process_cpu_time_ns_total",
                        "process_files_open_files",
                        "process_uptime_seconds");
    }

    private String count(String outcome) {
        return Pattern.compile("magpie_contract_seconds_count\\{[^}]*outcome=\"" + outcome + "\"\\} (\\d+)")
                .matcher(telemetry.scrape())
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("none");
    }
}
