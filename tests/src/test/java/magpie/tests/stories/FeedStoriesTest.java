package magpie.tests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import magpie.client.Answer;
import magpie.client.Person;
import org.junit.jupiter.api.Test;

/** What a person sees in the home feed, with the default settings. */
class FeedStoriesTest extends Stories {

    @Test
    void aNewcomerHasAnEmptyFeedThatEnds() {
        Answer feed = world.person("nils").get("/v1/feed").expect(200);
        assertThat(feed.json().at("/items").isEmpty()).isTrue();
        assertThat(feed.json().at("/nextCursor").isNull()).isTrue();
        assertThat(feed.flag("/partial")).isFalse();
    }

    @Test
    void ownPostsShowAtOnceNewestFirst() {
        Person ana = world.person("ana");
        assertThat(ana.feed()).isEmpty();
        String first = ana.posts("good morning");
        String second = ana.posts("good evening");
        assertThat(ana.feed()).containsExactly(second, first);
    }

    @Test
    void followingShowsWhatWasPostedBeforeAndUnfollowingHidesIt() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        assertThat(bo.feed()).isEmpty();
        String post = ana.posts("from before");
        bo.follows(ana);
        assertThat(bo.feed()).containsExactly(post);
        bo.unfollows(ana);
        assertThat(bo.feed()).isEmpty();
        bo.follows(ana);
        assertThat(bo.feed()).containsExactly(post);
    }

    @Test
    void whoIsFollowedAgainIsShownWithWhatTheyDidMeanwhile() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        bo.follows(ana);
        String first = ana.posts("first");
        world.settle();
        assertThat(bo.feed()).containsExactly(first);
        bo.unfollows(ana);
        String meanwhile = ana.posts("meanwhile");
        world.settle();
        bo.follows(ana);
        assertThat(bo.feed()).containsExactly(meanwhile, first);
    }

    @Test
    void aPostReachesFollowersThatAreActive() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        bo.follows(ana);
        assertThat(bo.feed()).isEmpty();
        String post = ana.posts("news");
        world.settle();
        assertThat(bo.feed()).containsExactly(post);
    }

    @Test
    void aReaderWhoReturnsFindsWhatWasMissed() throws IOException {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        bo.follows(ana);
        String post = ana.posts("while nobody looked");
        assertThat(bo.feed()).containsExactly(post);
    }

    @Test
    void aRepostShowsOnceWithWhoMadeIt() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        Person cy = world.person("cy");
        cy.follows(bo);
        assertThat(cy.feed()).isEmpty();
        String post = ana.posts("worth repeating");
        bo.reposts(post);
        world.settle();
        Answer feed = cy.get("/v1/feed").expect(200);
        assertThat(feed.text("/items/0/post/id")).isEqualTo(post);
        assertThat(feed.text("/items/0/repostedBy/id")).isEqualTo(bo.id());
        assertThat(feed.text("/items/0/post/author/id")).isEqualTo(ana.id());
    }

    @Test
    void whenTheVisibleRepostGoesTheNextTakesItsPlace() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        Person cy = world.person("cy");
        cy.follows(ana);
        cy.follows(bo);
        String post = ana.posts("said once");
        bo.reposts(post);
        world.settle();
        assertThat(reposters(cy)).containsExactly(bo.username());
        bo.delete("/v1/posts/" + post + "/repost").expect(200);
        world.othersHear();
        assertThat(reposters(cy)).containsExactly("");
    }

    @Test
    void aReplyShowsOnlyToThoseWhoKnowBothSides() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        Person onlyAna = world.person("one");
        Person both = world.person("both");
        onlyAna.follows(ana);
        both.follows(ana);
        both.follows(bo);
        String question = bo.posts("who is there?");
        String answer = ana.replies(question, "me");
        String more = ana.replies(answer, "still me");
        world.settle();
        assertThat(onlyAna.feed()).containsExactly(more);
        assertThat(both.feed()).containsExactly(more, answer, question);
        assertThat(bo.feed()).containsExactly(question);
        assertThat(ana.feed()).containsExactly(more, answer);
    }

    @Test
    void aDeletedPostIsGoneForEverybodyAtOnce() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        Person cy = world.person("cy");
        bo.follows(ana);
        cy.follows(bo);
        String post = ana.posts("never mind");
        bo.reposts(post);
        world.settle();
        assertThat(bo.feed()).containsExactly(post);
        assertThat(cy.feed()).containsExactly(post);
        ana.deletes(post);
        assertThat(ana.feed()).isEmpty();
        world.othersHear();
        assertThat(bo.feed()).isEmpty();
        assertThat(cy.feed()).isEmpty();
        world.settle();
        assertThat(bo.feed()).isEmpty();
    }

    @Test
    void aMuteHidesTheMutedByEveryDoorAndTheyNoticeNothing() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        Person cy = world.person("cy");
        ana.follows(bo);
        ana.follows(cy);
        bo.follows(ana);
        String loud = bo.posts("LOUD");
        cy.reposts(loud);
        String own = ana.posts("quiet");
        world.settle();
        assertThat(ana.feed()).containsExactly(own, loud);
        ana.mutes(bo);
        assertThat(ana.feed()).containsExactly(own);
        assertThat(bo.feed()).containsExactly(own, loud);
        ana.delete("/v1/users/" + bo.id() + "/mute").expect(200);
        assertThat(ana.feed()).containsExactly(own, loud);
    }

    @Test
    void aBlockHidesEachFromTheOtherAtOnce() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        Person cy = world.person("cy");
        ana.follows(bo);
        bo.follows(ana);
        ana.follows(cy);
        bo.follows(cy);
        String ofAna = ana.posts("mine");
        String ofBo = bo.posts("yours");
        cy.reposts(ofAna);
        cy.reposts(ofBo);
        world.settle();
        assertThat(bo.feed()).contains(ofAna);
        ana.blocks(bo);
        assertThat(ana.feed()).containsExactly(ofAna);
        assertThat(bo.feed()).containsExactly(ofBo);
        ana.delete("/v1/users/" + bo.id() + "/block").expect(200);
        assertThat(ana.feed()).containsExactlyInAnyOrder(ofAna, ofBo);
    }

    @Test
    void aDeletedAccountLeavesNothingBehind() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        bo.follows(ana);
        String post = ana.posts("farewell");
        world.settle();
        assertThat(bo.feed()).containsExactly(post);
        ana.send("POST", "/v1/me/deletion", Map.of("password", Person.PASSWORD)).expect(202);
        world.settle();
        assertThat(bo.feed()).isEmpty();
        bo.get("/v1/posts/" + post).refused(404, "NOT_FOUND");
        bo.get("/v1/users/" + ana.id()).refused(404, "NOT_FOUND");
        assertThat(bo.get("/v1/me").expect(200).number("/counts/following")).isZero();
    }

    @Test
    void aRestartForgetsNothing() throws IOException {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        bo.follows(ana);
        String first = ana.posts("before");
        world.restart();
        assertThat(bo.feed()).containsExactly(first);
        String second = ana.posts("after");
        world.settle();
        assertThat(bo.feed()).containsExactly(second, first);
    }

    private static List<String> reposters(Person reader) {
        return reader.get("/v1/feed")
                .expect(200)
                .items(item -> item.at("/repostedBy/username").asString(""));
    }
}
