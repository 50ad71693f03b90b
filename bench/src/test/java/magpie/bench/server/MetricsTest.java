package magpie.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Prometheus' text. */
class MetricsTest {
    private static final String TEXT = """
            # HELP magpie_feed_deliveries_total posts that came to a feed
            # TYPE magpie_feed_deliveries_total counter
            magpie_feed_deliveries_total 12345.0
            http_requests_total{route="GET /v1/feed",status="200"} 7.0
            http_requests_total{route="a } b",status="500"} 2 1700000000000
            some_seconds_bucket{le="+Inf"} +Inf
            absent NaN

            process_cpu_time_ns_total 1.5E9
            jvm_memory_used_bytes{area="heap",id="G1 Eden Space"} 100.0
            jvm_memory_used_bytes{area="heap",id="G1 Old Gen"} 50.0
            jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 7.0
            """;

    @Test
    void aCounterIsFoundByItsOwnNameAndSummedOverLabels() {
        Metrics metrics = Metrics.of(TEXT);
        assertThat(metrics.counter("magpie_feed_deliveries")).isEqualTo(12345);
        assertThat(metrics.counter("http_requests")).isEqualTo(9);
        assertThat(metrics.counter("nobody_counts_this")).isZero();
    }

    @Test
    void theHeapIsNotAllMemory() {
        assertThat(Metrics.of(TEXT).heapBytes()).isEqualTo(150);
    }

    @Test
    void cpuTimeIsFoundUnderBothNames() {
        assertThat(Metrics.of(TEXT).cpuSeconds()).isEqualTo(1.5);
        assertThat(Metrics.of(TEXT + "process_cpu_seconds_total 2.5\n").cpuSeconds())
                .isEqualTo(2.5);
    }
}
