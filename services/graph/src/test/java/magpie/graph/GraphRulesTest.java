package magpie.graph;

import static magpie.graph.GraphStoreContract.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import magpie.api.Code;
import magpie.api.FieldError;
import magpie.api.ServiceException;
import magpie.api.graph.CelebrityStatus;
import magpie.api.graph.Pair;
import magpie.kit.config.Settings;
import org.junit.jupiter.api.Test;

final class GraphRulesTest {
    private final GraphRules rules = new GraphRules(new GraphConfig(10, 75, 3, 2, 1, 0, Duration.ofDays(1)));

    @Test
    void theDefaultsAreThese() {
        Settings settings = Settings.of(Map.of());
        assertThat(settings.bind("graph", GraphConfig.class))
                .isEqualTo(new GraphConfig(10_000, 80, 5_000, 5_000, 10_000, 4_000_000, Duration.ofDays(7)));
        settings.finish();
    }

    @Test
    void aStandingBeginsAtTheThreshold() {
        CelebrityStatus ordinary = CelebrityStatus.ordinary(1);
        assertThat(rules.standing(ordinary, 9, () -> 77)).isSameAs(ordinary);
        assertThat(rules.standing(ordinary, 10, () -> 77)).isEqualTo(new CelebrityStatus(1, 77, 0));
    }

    @Test
    void aStandingEndsBelowTheExitShareWhichNeedNotBeWhole() {
        CelebrityStatus celebrated = new CelebrityStatus(1, 77, 0);
        assertThat(rules.standing(celebrated, 8, () -> 99)).isSameAs(celebrated);
        assertThat(rules.standing(celebrated, 7, () -> 99)).isEqualTo(new CelebrityStatus(1, 77, 99));
    }

    @Test
    void aStandingThatEndedStaysAsItWasUntilItBeginsAnew() {
        CelebrityStatus ended = new CelebrityStatus(1, 77, 99);
        assertThat(rules.standing(ended, 9, () -> 111)).isSameAs(ended);
        assertThat(rules.standing(ended, 10, () -> 111)).isEqualTo(new CelebrityStatus(1, 111, 0));
    }

    @Test
    void aStandingNeverFlapsHoweverTheCountWanders() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            AtomicLong ids = new AtomicLong(1);
            CelebrityStatus standing = CelebrityStatus.ordinary(1);
            long followers = 0;
            long atChange = 0;
            for (int step = 0; step < 500; step++) {
                followers = Math.max(0, followers + random.nextInt(3) - 1);
                CelebrityStatus next = rules.standing(standing, followers, ids::incrementAndGet);
                if (!next.equals(standing)) {
                    assertThat(Math.abs(followers - atChange))
                            .as("seed %s", seed)
                            .isGreaterThanOrEqualTo(3);
                    assertThat(next.celebrated()).isEqualTo(followers >= 10);
                    atChange = followers;
                }
                assertThat(next.celebrated()).isEqualTo(followers >= 10 || (followers > 7 && next.celebrated()));
                standing = next;
            }
        }
    }

    @Test
    void limitsLetAsManyThroughAsTheySay() {
        assertThatCode(() -> rules.limitFollowing(3)).doesNotThrowAnyException();
        refuses(Code.LIMIT_REACHED, () -> rules.limitFollowing(4));
        assertThatCode(() -> rules.limitMutes(2)).doesNotThrowAnyException();
        refuses(Code.LIMIT_REACHED, () -> rules.limitMutes(3));
        assertThatCode(() -> rules.limitBlocks(1)).doesNotThrowAnyException();
        refuses(Code.LIMIT_REACHED, () -> rules.limitBlocks(2));
    }

    @Test
    void aPairIsOfTwoAccounts() {
        assertThatCode(() -> GraphRules.checkPair(new Pair(1, 2))).doesNotThrowAnyException();
        refuses(Code.INVALID_VALUE, () -> GraphRules.checkPair(new Pair(1, 1)));
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> GraphRules.checkPair(new Pair(0, -1)))
                .satisfies(e ->
                        assertThat(e.errors()).extracting(FieldError::field).containsExactly("actorId", "targetId"));
    }

    @Test
    void batchesAndPagesAreBounded() {
        assertThatCode(() -> GraphRules.checkBatch("userIds", new long[1_000])).doesNotThrowAnyException();
        refuses(Code.INVALID_VALUE, () -> GraphRules.checkBatch("userIds", new long[1_001]));
        assertThatCode(() -> GraphRules.checkLimit(1, 100)).doesNotThrowAnyException();
        assertThatCode(() -> GraphRules.checkLimit(100, 100)).doesNotThrowAnyException();
        refuses(Code.INVALID_VALUE, () -> GraphRules.checkLimit(0, 100));
        refuses(Code.INVALID_VALUE, () -> GraphRules.checkLimit(101, 100));
    }
}
