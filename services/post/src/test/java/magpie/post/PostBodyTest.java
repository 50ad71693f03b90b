package magpie.post;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import magpie.api.Ids;
import magpie.api.post.Content.Mention;
import magpie.api.post.Content.PostFacts;
import magpie.kit.json.Json;
import magpie.post.PostStore.Post;
import magpie.text.RandomText;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PostBodyTest {
    private static final long ID = Ids.floor(1_767_323_045_006L) + 7;

    private static String body(Post post) {
        return new String(PostBody.facts(post).body(), UTF_8);
    }

    @Test
    void aPlainPost() {
        assertThat(body(new Post(ID, 2, 0, 0, null, "hello", List.of(), List.of(), false)))
                .isEqualTo("\"id\":\"" + ID + "\",\"text\":\"hello\",\"createdAt\":\"2026-01-02T03:04:05.006Z\","
                        + "\"replyToId\":null,\"replyToAuthor\":null,\"media\":[],\"mentions\":[],\"tags\":[]");
    }

    @Test
    void aPostWithEverything() {
        Post post = new Post(
                ID,
                2,
                30,
                4,
                "ada",
                "\"喜鹊\" \\ @ada @bob\n#java #x\t\u0001",
                List.of(new Mention(4, "ada"), new Mention(5, "bob")),
                List.of("java", "喜鹊"),
                false);
        assertThat(body(post))
                .isEqualTo("\"id\":\"" + ID + "\",\"text\":\"\\\"喜鹊\\\" \\\\ @ada @bob\\n#java #x\\u0009\\u0001\","
                        + "\"createdAt\":\"2026-01-02T03:04:05.006Z\",\"replyToId\":\"30\","
                        + "\"replyToAuthor\":{\"id\":\"4\",\"username\":\"ada\"},\"media\":[],"
                        + "\"mentions\":[{\"id\":\"4\",\"username\":\"ada\"},{\"id\":\"5\",\"username\":\"bob\"}],"
                        + "\"tags\":[\"java\",\"喜鹊\"]");
        PostFacts facts = PostBody.facts(post);
        assertThat(new long[] {facts.id(), facts.authorId(), facts.replyToId(), facts.replyToAuthorId()})
                .containsExactly(ID, 2, 30, 4);
    }

    @Test
    void anAuthorWhoseNameIsNotKnownIsLeftOut() {
        assertThat(body(new Post(ID, 2, 30, 4, null, "x", List.of(), List.of(), false)))
                .contains("\"replyToId\":\"30\",\"replyToAuthor\":null");
    }

    @Test
    void isJsonWhateverTheText() {
        Random random = new Random(3);
        for (int round = 0; round < 3_000; round++) {
            String text = RandomText.next(random, 40);
            JsonNode json = Json.MAPPER.readTree(
                    "{" + body(new Post(ID, 2, 0, 0, null, text, List.of(), List.of(text), false)) + "}");
            String sent = new String(text.getBytes(UTF_8), UTF_8);
            assertThat(json.get("text").asString()).isEqualTo(sent);
            assertThat(json.get("tags").get(0).asString()).isEqualTo(sent);
        }
    }
}
