package magpie.post;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import magpie.api.Ids;
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
        assertThat(body(new Post(ID, 2, 0, 0, "hello", List.of(), List.of(), false)))
                .isEqualTo("\"id\":\"" + ID + "\",\"text\":\"hello\",\"createdAt\":\"2026-01-02T03:04:05.006Z\","
                        + "\"replyToId\":null,\"media\":[],\"tags\":[],\"replyToAuthor\":null,\"mentions\":[]");
    }

    @Test
    void aPostWithEverything() {
        Post post = new Post(
                ID, 2, 30, 4, "\"喜鹊\" \\ @ada @bob\n#java #x\t\u0001", List.of(4L, 5L), List.of("java", "喜鹊"), false);
        assertThat(body(post))
                .isEqualTo("\"id\":\"" + ID + "\",\"text\":\"\\\"喜鹊\\\" \\\\ @ada @bob\\n#java #x\\u0009\\u0001\","
                        + "\"createdAt\":\"2026-01-02T03:04:05.006Z\",\"replyToId\":\"30\","
                        + "\"media\":[],\"tags\":[\"java\",\"喜鹊\"],\"replyToAuthor\":null,\"mentions\":[]");
        PostFacts facts = PostBody.facts(post);
        assertThat(new long[] {facts.id(), facts.authorId(), facts.replyToId(), facts.replyToAuthorId()})
                .containsExactly(ID, 2, 30, 4);
    }

    @Test
    void aBodyEndsWithNobodyAndTheIdsAreBesideIt() {
        PostFacts facts = PostBody.facts(new Post(ID, 2, 30, 4, "x", List.of(4L, 5L), List.of(), false));
        assertThat(new String(facts.body(), UTF_8)).endsWith(PostFacts.NOBODY).doesNotContain("username");
        assertThat(facts.mentionedIds()).containsExactly(4, 5);
        assertThat(facts.namesSomebody()).isTrue();
        assertThat(PostBody.facts(new Post(ID, 2, 0, 0, "x", List.of(), List.of(), false))
                        .namesSomebody())
                .isFalse();
    }

    @Test
    void rowsFromBeforeHaveNamesThatNobodyReads() {
        assertThat(PostStore.mentionedIds(null)).isEmpty();
        assertThat(PostStore.mentionedIds("[4,5]")).containsExactly(4L, 5L);
        assertThat(PostStore.mentionedIds("[{\"id\":4,\"username\":\"ada\"},{\"id\":5,\"username\":\"bob\"}]"))
                .containsExactly(4L, 5L);
    }

    @Test
    void isJsonWhateverTheText() {
        Random random = new Random(3);
        for (int round = 0; round < 3_000; round++) {
            String text = RandomText.next(random, 40);
            JsonNode json = Json.MAPPER.readTree(
                    "{" + body(new Post(ID, 2, 0, 0, text, List.of(), List.of(text), false)) + "}");
            String sent = new String(text.getBytes(UTF_8), UTF_8);
            assertThat(json.get("text").asString()).isEqualTo(sent);
            assertThat(json.get("tags").get(0).asString()).isEqualTo(sent);
        }
    }
}
