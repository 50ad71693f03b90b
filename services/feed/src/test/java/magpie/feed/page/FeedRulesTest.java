package magpie.feed.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import magpie.api.post.PostFacts;
import magpie.api.user.UserEvent;
import magpie.feed.reader.Relations;
import magpie.kit.near.Unseen;
import org.junit.jupiter.api.Test;

class FeedRulesTest {
    private static final long ME = 1;
    private static final long FRIEND = 2;
    private static final long OTHER_FRIEND = 3;
    private static final long STRANGER = 4;
    private static final long BLOCKED = 5;
    private static final long MUTED = 6;

    private final Relations relations =
            Relations.of(new long[] {OTHER_FRIEND, FRIEND, MUTED}, new long[] {BLOCKED}, new long[] {MUTED}, true);

    private final Unseen unseen = new Unseen();

    @Test
    void nothingOfASuspendedAccountEntersUntilItIsRestored() {
        unseen.heard(new UserEvent.Suspended(FRIEND), 1);
        assertThat(enters(FRIEND, post(FRIEND))).isFalse();
        assertThat(enters(FRIEND, post(STRANGER))).isFalse();
        assertThat(enters(OTHER_FRIEND, post(FRIEND))).isFalse();
        assertThat(enters(OTHER_FRIEND, reply(OTHER_FRIEND, FRIEND))).isTrue();
        unseen.heard(new UserEvent.Restored(FRIEND), 2);
        assertThat(enters(FRIEND, post(FRIEND))).isTrue();
    }

    @Test
    void nobodyFollowsADeletedAccount() {
        assertThat(enters(FRIEND, reply(FRIEND, OTHER_FRIEND))).isTrue();
        unseen.heard(new UserEvent.Deleted(OTHER_FRIEND), 3);
        assertThat(enters(OTHER_FRIEND, post(OTHER_FRIEND))).isFalse();
        assertThat(enters(FRIEND, reply(FRIEND, OTHER_FRIEND))).isFalse();
        unseen.heard(new UserEvent.Restored(OTHER_FRIEND), 4);
        assertThat(enters(OTHER_FRIEND, post(OTHER_FRIEND))).isFalse();
    }

    @Test
    void postsOfThoseFollowedEnter() {
        assertThat(enters(FRIEND, post(FRIEND))).isTrue();
        assertThat(enters(STRANGER, post(STRANGER))).isFalse();
    }

    @Test
    void onesOwnAlwaysEnter() {
        assertThat(enters(ME, post(ME))).isTrue();
        assertThat(enters(ME, reply(ME, STRANGER))).isTrue();
        assertThat(enters(ME, post(STRANGER))).isTrue();
    }

    @Test
    void aReplyEntersIfItAnswersSomebodyKnown() {
        assertThat(enters(FRIEND, reply(FRIEND, ME))).isTrue();
        assertThat(enters(FRIEND, reply(FRIEND, OTHER_FRIEND))).isTrue();
        assertThat(enters(FRIEND, reply(FRIEND, FRIEND))).isTrue();
        assertThat(enters(FRIEND, reply(FRIEND, STRANGER))).isFalse();
    }

    @Test
    void aRepostedReplyEntersAsARepost() {
        assertThat(enters(FRIEND, reply(STRANGER, STRANGER + 10))).isTrue();
    }

    @Test
    void theSilencedDoNotEnterByAnyDoor() {
        assertThat(enters(MUTED, post(MUTED))).isFalse();
        assertThat(enters(FRIEND, post(MUTED))).isFalse();
        assertThat(enters(FRIEND, post(BLOCKED))).isFalse();
        assertThat(enters(ME, post(BLOCKED))).isFalse();
    }

    @Test
    void strangersAreUncertainOnlyWhereTheListWasCut() {
        Relations cut = Relations.of(new long[] {FRIEND}, new long[0], new long[0], false);
        assertThat(FeedRules.isUncertain(cut, ME, post(STRANGER))).isTrue();
        assertThat(FeedRules.isUncertain(cut, ME, post(FRIEND))).isFalse();
        assertThat(FeedRules.isUncertain(relations, ME, post(STRANGER))).isFalse();
    }

    @Test
    void relationsChangeOneAccountAtATime() {
        Relations more = relations.with(STRANGER, true, false, true).with(FRIEND, false, true, false);
        assertThat(more.following()).containsExactly(OTHER_FRIEND, STRANGER, MUTED);
        assertThat(more.silences(STRANGER)).isTrue();
        assertThat(more.silences(FRIEND)).isTrue();
        assertThat(more.with(FRIEND, false, false, false).silences(FRIEND)).isFalse();
        assertThat(relations.follows(STRANGER)).isFalse();
    }

    private boolean enters(long actor, PostFacts post) {
        return FeedRules.enters(relations, unseen, ME, actor, actor != post.authorId(), post);
    }

    private static PostFacts post(long author) {
        return new PostFacts(100, author, 0, 0, "x", List.of());
    }

    private static PostFacts reply(long author, long answered) {
        return new PostFacts(100, author, 99, answered, "x", List.of());
    }
}
