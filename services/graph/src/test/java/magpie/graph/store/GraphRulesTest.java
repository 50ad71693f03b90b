package magpie.graph.store;

import static magpie.graph.GraphStoreContract.refuses;
import static magpie.graph.store.RelationshipChange.BLOCK;
import static magpie.graph.store.RelationshipChange.FOLLOW;
import static magpie.graph.store.RelationshipChange.MUTE;
import static magpie.graph.store.RelationshipChange.UNBLOCK;
import static magpie.graph.store.RelationshipChange.UNFOLLOW;
import static magpie.graph.store.RelationshipChange.UNMUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import magpie.api.Code;
import magpie.api.graph.CelebrityStatus;
import magpie.api.graph.GraphEvent;
import magpie.api.graph.Pair;
import magpie.api.graph.Relationship;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class GraphRulesTest {
    private final GraphRules rules = new GraphRules(10, 75, 3, 2, 1);

    @Test
    void celebrityStatusBeginsAtTheThreshold() {
        CelebrityStatus ordinary = CelebrityStatus.ordinary(1);
        assertThat(rules.celebrityStatus(ordinary, 9, () -> 77)).isSameAs(ordinary);
        assertThat(rules.celebrityStatus(ordinary, 10, () -> 77)).isEqualTo(new CelebrityStatus(1, 77, 0));
    }

    @Test
    void celebrityStatusEndsBelowTheExitShareWhichNeedNotBeWhole() {
        CelebrityStatus celebrated = new CelebrityStatus(1, 77, 0);
        assertThat(rules.celebrityStatus(celebrated, 8, () -> 99)).isSameAs(celebrated);
        assertThat(rules.celebrityStatus(celebrated, 7, () -> 99)).isEqualTo(new CelebrityStatus(1, 77, 99));
    }

    @Test
    void celebrityStatusThatEndedStaysAsItWasUntilItBeginsAnew() {
        CelebrityStatus ended = new CelebrityStatus(1, 77, 99);
        assertThat(rules.celebrityStatus(ended, 9, () -> 111)).isSameAs(ended);
        assertThat(rules.celebrityStatus(ended, 10, () -> 111)).isEqualTo(new CelebrityStatus(1, 111, 0));
    }

    @Test
    void celebrityStatusNeverFlapsHoweverTheCountWanders() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            AtomicLong ids = new AtomicLong(1);
            CelebrityStatus status = CelebrityStatus.ordinary(1);
            long followers = 0;
            long atChange = 0;
            for (int step = 0; step < 500; step++) {
                followers = Math.max(0, followers + random.nextInt(3) - 1);
                CelebrityStatus next = rules.celebrityStatus(status, followers, ids::incrementAndGet);
                if (!next.equals(status)) {
                    assertThat(Math.abs(followers - atChange))
                            .as("seed %s", seed)
                            .isGreaterThanOrEqualTo(3);
                    assertThat(next.celebrated()).isEqualTo(followers >= 10);
                    atChange = followers;
                }
                assertThat(next.celebrated()).isEqualTo(followers >= 10 || (followers > 7 && next.celebrated()));
                status = next;
            }
        }
    }

    private static final Relationship NONE = Relationship.NONE;
    private static final Relationship FOLLOWING = new Relationship(true, false, false, false, false);
    private static final Relationship BLOCKING = new Relationship(false, false, true, false, false);
    private static final Relationship BLOCKED = new Relationship(false, false, false, true, false);
    private static final Relationship MUTING = new Relationship(false, false, false, false, true);
    private static final Relationship ALL_BUT_BLOCKS = new Relationship(true, true, false, false, true);

    private static PairState state(Relationship relationship) {
        return new PairState(false, relationship, 0);
    }

    private static PairState holding(long held) {
        return new PairState(false, NONE, held);
    }

    @Test
    void limitsLetAsManyThroughAsTheySay() {
        assertThat(rules.decide(FOLLOW, holding(2)).changes()).isTrue();
        refuses(Code.LIMIT_REACHED, () -> rules.decide(FOLLOW, holding(3)));
        assertThat(rules.decide(MUTE, holding(1)).changes()).isTrue();
        refuses(Code.LIMIT_REACHED, () -> rules.decide(MUTE, holding(2)));
        assertThat(rules.decide(BLOCK, holding(0)).changes()).isTrue();
        refuses(Code.LIMIT_REACHED, () -> rules.decide(BLOCK, holding(1)));
    }

    @Test
    void atTheLimitWhatIsSoAlreadyIsNoOneTooMany() {
        assertThat(rules.decide(FOLLOW, new PairState(false, FOLLOWING, 3)))
                .isEqualTo(new Decision(false, false, FOLLOWING));
        assertThat(rules.decide(BLOCK, new PairState(false, BLOCKING, 1)))
                .isEqualTo(new Decision(false, false, BLOCKING));
        assertThat(rules.decide(MUTE, new PairState(false, MUTING, 2))).isEqualTo(new Decision(false, false, MUTING));
    }

    @Test
    void aLimitHindersNothingFromEnding() {
        assertThat(rules.decide(UNFOLLOW, new PairState(false, FOLLOWING, 99)).changes())
                .isTrue();
        assertThat(rules.decide(UNBLOCK, new PairState(false, BLOCKING, 99)).changes())
                .isTrue();
        assertThat(rules.decide(UNMUTE, new PairState(false, MUTING, 99)).changes())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whoeverIsDeletedIsNotThere(RelationshipChange change) {
        refuses(Code.NOT_FOUND, () -> rules.decide(change, new PairState(true, NONE, 0)));
        refuses(Code.NOT_FOUND, () -> rules.decide(change, new PairState(true, ALL_BUT_BLOCKS, 99)));
    }

    @Test
    void underABlockEitherWayThereIsNobodyToFollow() {
        refuses(Code.NOT_FOUND, () -> rules.decide(FOLLOW, state(BLOCKING)));
        refuses(Code.NOT_FOUND, () -> rules.decide(FOLLOW, state(BLOCKED)));
        refuses(Code.NOT_FOUND, () -> rules.decide(FOLLOW, new PairState(false, BLOCKED, 99)));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNFOLLOW", "BLOCK", "UNBLOCK", "MUTE", "UNMUTE"})
    void allElseMayBeDoneToWhoBlocksOne(RelationshipChange change) {
        assertThatCode(() -> rules.decide(change, state(BLOCKED))).doesNotThrowAnyException();
    }

    @Test
    void aBlockEndsTheFollowsBothWaysAndLeavesTheMute() {
        assertThat(rules.decide(BLOCK, state(ALL_BUT_BLOCKS)))
                .isEqualTo(new Decision(true, true, new Relationship(false, false, true, false, true)));
        assertThat(rules.decide(BLOCK, state(BLOCKED)))
                .isEqualTo(new Decision(true, true, new Relationship(false, false, true, true, false)));
    }

    @Test
    void whatEndsIsTheOneRelationAlone() {
        Relationship all = new Relationship(true, true, true, true, true);
        assertThat(rules.decide(UNFOLLOW, state(all)))
                .isEqualTo(new Decision(true, false, new Relationship(false, true, true, true, true)));
        assertThat(rules.decide(UNBLOCK, state(all)))
                .isEqualTo(new Decision(true, false, new Relationship(true, true, false, true, true)));
        assertThat(rules.decide(UNMUTE, state(all)))
                .isEqualTo(new Decision(true, false, new Relationship(true, true, true, true, false)));
    }

    @Test
    void whatBeginsIsTheOneRelationAlone() {
        Relationship followed = new Relationship(false, true, false, false, false);
        assertThat(rules.decide(FOLLOW, state(followed)))
                .isEqualTo(new Decision(true, false, new Relationship(true, true, false, false, false)));
        assertThat(rules.decide(MUTE, state(followed)))
                .isEqualTo(new Decision(true, false, new Relationship(false, true, false, false, true)));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNFOLLOW", "UNBLOCK", "UNMUTE"})
    void whatIsNotCannotEnd(RelationshipChange change) {
        assertThat(rules.decide(change, state(NONE))).isEqualTo(new Decision(false, false, NONE));
    }

    @Test
    void ofManyFollowsThoseThatAreRefusedArePassedOver() {
        Pair pair = new Pair(1, 2);
        assertThat(rules.makesFollow(pair, holding(2))).isTrue();
        assertThat(rules.makesFollow(pair, holding(3))).isFalse();
        assertThat(rules.makesFollow(pair, state(FOLLOWING))).isFalse();
        assertThat(rules.makesFollow(pair, state(BLOCKED))).isFalse();
        assertThat(rules.makesFollow(pair, state(BLOCKING))).isFalse();
        assertThat(rules.makesFollow(pair, new PairState(true, NONE, 0))).isFalse();
        assertThat(rules.makesFollow(new Pair(1, 1), holding(0))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void anEventSaysWhoDidWhatToWhom(RelationshipChange change) {
        GraphEvent expected = switch (change) {
            case FOLLOW -> new GraphEvent.Followed(1, 2, 3);
            case UNFOLLOW -> new GraphEvent.Unfollowed(1, 2, 3);
            case BLOCK -> new GraphEvent.Blocked(1, 2, 3);
            case UNBLOCK -> new GraphEvent.Unblocked(1, 2, 3);
            case MUTE -> new GraphEvent.Muted(1, 2, 3);
            case UNMUTE -> new GraphEvent.Unmuted(1, 2, 3);
        };
        assertThat(change.event(new Pair(1, 2), 3)).isEqualTo(expected);
    }
}
