package magpie.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import magpie.api.post.PostEvent.PostPublished;
import magpie.bench.command.Bench;
import magpie.kit.json.Json;
import org.junit.jupiter.api.Test;

/** What the benchmarks call does what they say: a benchmark of nothing is fast. */
class MicroTest {
    @Test
    void idsGrow() {
        IdGeneratorBenchmark benchmark = new IdGeneratorBenchmark();
        assertThat(benchmark.next()).isLessThan(benchmark.next());
    }

    @Test
    void theEventIsRead() {
        assertThat(new EventCodecBenchmark().read().body()).isInstanceOf(PostPublished.class);
    }

    @Test
    void nobodyIsLimited() {
        assertThat(new RateLimitBenchmark().take().allowed()).isTrue();
    }

    @Test
    void thePageHasTwentyPosts() {
        String page = new String(new PageBytesBenchmark().write(), StandardCharsets.UTF_8);
        assertThat(Json.MAPPER.readTree(page).path("items")).hasSize(20);
    }

    @Test
    void deliveriesAreTakenAndPagesMerged() {
        TimelineBenchmark benchmark = new TimelineBenchmark();
        benchmark.fill();
        assertThat(benchmark.insert()).isTrue();
        assertThat(benchmark.merge())
                .hasFieldOrPropertyWithValue("size", 100)
                .extracting("activities")
                .isInstanceOf(long[].class);
    }

    @Test
    void theLoadGeneratorOffersThemAsABench() {
        assertThat(ServiceLoader.load(Bench.Source.class))
                .extracting(Bench.Source::bench)
                .singleElement()
                .satisfies(bench -> assertThat(bench.name()).isEqualTo("micro"))
                .satisfies(bench -> assertThat(bench.help()).contains("--only", "--forks"));
    }

    @Test
    void namesAreThoseOfTheThing() {
        assertThat(Micro.name("magpie.micro.IdGeneratorBenchmark.next")).isEqualTo("idGenerator.next");
    }
}
