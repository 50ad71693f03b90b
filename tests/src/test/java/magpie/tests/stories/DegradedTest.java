package magpie.tests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import magpie.client.Answer;
import magpie.client.Person;
import magpie.tests.World;
import magpie.tests.World.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One service is down: the others carry on with what they have. Needs separate services, so Rpc only. */
class DegradedTest {
    private World world;
    private Person ana;
    private Person bo;
    private String post;

    @BeforeEach
    void aFeedThatWasRead() throws IOException {
        world = World.of(Mode.RPC);
        ana = world.person("ana");
        bo = world.person("bo");
        bo.follows(ana);
        post = ana.posts("still here");
        assertThat(bo.feed()).containsExactly(post);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    @Test
    void withoutThePostServiceTheFeedServesWhatItHasAndSaysSo() {
        world.stop("post");
        Answer feed = bo.get("/v1/feed").expect(200);
        assertThat(feed.flag("/partial")).isTrue();
        assertThat(feed.text("/items/0/post/id")).isEqualTo(post);
        assertThat(feed.text("/items/0/post/author/username")).isEqualTo(ana.username());
    }

    @Test
    void withoutTheGraphTheFeedServesThePrecomputedPart() {
        world.stop("graph");
        assertThat(bo.feed()).containsExactly(post);
        String own = bo.posts("nobody stops me");
        assertThat(bo.feed()).containsExactly(own, post);
    }

    @Test
    void withoutItsServiceARequestIsRefusedWithATimeToTryAgain() {
        world.stop("post");
        Answer answer = ana.send("POST", "/v1/posts", java.util.Map.of("text", "lost?"));
        answer.refused(503, "UNAVAILABLE");
        assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void withoutTheFeedServicePublishingGoesOn() {
        world.stop("feed");
        String own = ana.posts("written all the same");
        assertThat(ana.get("/v1/posts/" + own).expect(200).text("/text")).isEqualTo("written all the same");
        bo.get("/v1/feed").refused(503, "UNAVAILABLE");
    }
}
