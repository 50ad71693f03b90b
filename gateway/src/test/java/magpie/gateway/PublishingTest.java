package magpie.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import magpie.api.post.Publication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the gateway checks before it passes a post to the post service: whom the text names, and who of them hides. */
class PublishingTest extends GatewayTest {
    private long ann;
    private long bob;
    private long cy;
    private String token;

    @BeforeEach
    void people() {
        start(Map.of());
        ann = network.join("ann");
        bob = network.join("bob");
        cy = network.join("cy");
        token = network.token(ann, 1);
    }

    private HttpResponse<String> publish(String text, long replyToId) {
        String reply = replyToId == 0 ? "null" : "\"" + replyToId + "\"";
        return post("/v1/posts", token, "{\"text\":\"" + text + "\",\"replyToId\":" + reply + "}");
    }

    private long[] mentioned(String text) {
        assertThat(publish(text, 0).statusCode()).isEqualTo(201);
        return network.published.getLast().mentionedIds();
    }

    @Test
    void thoseTheTextNamesAreHandedOverOnceInItsOrder() {
        assertThat(mentioned("@Cy and @bob, ann@cy.net, @nobody, @CY, @ann")).containsExactly(cy, bob, ann);
        assertThat(mentioned("hello")).isEmpty();
        assertThat(mentioned("＠b\\u0001ob")).as("as it is kept").containsExactly(bob);
    }

    @Test
    void thoseWhoHideAreNotNamed() {
        network.blocks.add(bob + ">" + ann);
        network.blocks.add(ann + ">" + cy);
        assertThat(mentioned("@bob @cy @ann")).containsExactly(ann);
    }

    @Test
    void blocksAreLookedUpOnceForAPostAndWhomItAnswers() {
        long parent = network.post(bob, "first");
        network.blockLooks.set(0);
        assertThat(publish("@bob @cy yes", parent).statusCode()).isEqualTo(201);
        Publication published = network.published.getLast();
        assertThat(published.mentionedIds()).containsExactly(bob, cy);
        assertThat(published.replyToId()).isEqualTo(parent);
        assertThat(network.blockLooks).hasValue(1);
        network.blocks.add(ann + ">" + bob);
        assertProblem(publish("@cy no", parent), 404, "NOT_FOUND");
    }
}
