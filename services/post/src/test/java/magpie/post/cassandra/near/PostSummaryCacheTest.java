package magpie.post.cassandra.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.api.Ids;
import magpie.post.cassandra.near.PostSummaryCache.Summary;
import magpie.post.cassandra.session.CassandraTuning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostSummaryCacheTest {
    private static final CassandraTuning TUNING = CassandraTuning.standard(100);
    private static final long POST = Ids.floor(System.currentTimeMillis());
    private static final Summary HEAD = new Summary(5, false, 1, 2, 3);

    @ParameterizedTest(name = "quiet for {0}: {1}")
    @CsvSource({
        "PT0S, PT0.5S",
        "PT9.999S, PT0.5S",
        "PT10S, PT2.5S",
        "PT1M, PT15S",
        "PT3M59S, PT59.75S",
        "PT4M, PT1M",
        "PT24H, PT1M"
    })
    void aPostIsRememberedForAQuarterOfTheTimeThatItWasQuiet(Duration quiet, Duration age) {
        assertThat(PostSummaryCache.age(TUNING, quiet)).isEqualTo(age);
    }

    /** A store that lists or reports a post before its row is visible. */
    private final Map<Long, Summary> rows = new ConcurrentHashMap<>();

    private final AtomicInteger asked = new AtomicInteger();
    private volatile Runnable whileAsked = () -> {};

    private final PostSummaryCache found = new PostSummaryCache(
            new PostSummaryCache.Rows() {
                @Override
                public Summary read(long postId) {
                    asked.incrementAndGet();
                    Summary summary = rows.getOrDefault(postId, PostSummaryCache.NONE);
                    whileAsked.run();
                    return summary;
                }

                @Override
                public List<Summary> each(List<Long> postIds) {
                    return postIds.stream().map(this::read).toList();
                }
            },
            TUNING);

    @Test
    void aPostWhoseRowComesAfterTheListIsThereWithinAMoment() {
        assertThat(found.recent(POST)).containsExactly(PostSummaryCache.NONE);
        rows.put(POST, HEAD);
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!found.recent(POST)[0].exists()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
        }
    }

    @Test
    void whatIsNotThereIsNotAskedForAgainAndAgain() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(found.recent(POST)).containsExactly(PostSummaryCache.NONE);
        }
        assertThat(asked.get()).isLessThan(1_000);
    }

    @Test
    void itsEventLiftsWhatWasNotThere() {
        assertThat(found.recent(POST)).containsExactly(PostSummaryCache.NONE);
        rows.put(POST, HEAD);
        found.forget(POST);
        assertThat(found.recent(POST)).containsExactly(HEAD);
    }

    @Test
    void anEventThatComesWhileTheStoreIsAskedDoesSoToo() {
        whileAsked = () -> {
            rows.put(POST, HEAD);
            found.forget(POST);
        };
        assertThat(found.recent(POST)).containsExactly(PostSummaryCache.NONE);
        assertThat(found.recent(POST)).containsExactly(HEAD);
    }
}
