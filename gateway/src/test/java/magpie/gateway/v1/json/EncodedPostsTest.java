package magpie.gateway.v1.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import magpie.api.Ids;
import magpie.api.post.PostFacts;
import magpie.gateway.json.JsonBytes;
import magpie.kit.json.Json;
import magpie.text.PostText;
import magpie.text.RandomText;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EncodedPostsTest {
    private static final long ID = Ids.floor(1_767_323_045_006L) + 7;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EncodedPosts posts = new EncodedPosts(100, meters);

    @Test
    void aPlainPost() {
        assertThat(json(new PostFacts(ID, 2, 0, 0, "hello", List.of())))
                .isEqualTo("\"id\":\"" + ID + "\",\"text\":\"hello\",\"createdAt\":\"2026-01-02T03:04:05.006Z\","
                        + "\"replyToId\":null,\"media\":[],\"tags\":[]");
    }

    @Test
    void aPostWithEverything() {
        PostFacts post =
                new PostFacts(ID, 2, 30, 4, "\"喜鹊\" \\ @ada @bob\n#java #x\t\u0001", List.of("java", "喜鹊"), 4, 5);
        assertThat(json(post))
                .isEqualTo("\"id\":\"" + ID + "\",\"text\":\"\\\"喜鹊\\\" \\\\ @ada @bob\\n#java #x\\u0009\\u0001\","
                        + "\"createdAt\":\"2026-01-02T03:04:05.006Z\",\"replyToId\":\"30\","
                        + "\"media\":[],\"tags\":[\"java\",\"喜鹊\"]");
    }

    @Test
    void aPostIsEncodedOnceUnlessItIsLarge() {
        PostFacts post = new PostFacts(ID, 2, 0, 0, "hello", List.of());
        assertThat(posts.entry(post)).isSameAs(posts.entry(post));
        PostFacts large = new PostFacts(ID + 1, 2, 0, 0, "\u0300".repeat(4_000), List.of());
        assertThat(posts.entry(large)).isNotSameAs(posts.entry(large)).isEqualTo(posts.entry(large));
    }

    /** More posts than there is room for, from several threads: each is written as itself, and most are found. */
    @Test
    void postsThatShareASlotAreNotTakenForEachOther() throws Exception {
        try (ExecutorService pages = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = IntStream.range(0, 8)
                    .mapToObj(thread -> pages.submit(() -> LongStream.range(0, 5_000)
                            .map(i -> ID + (i * 31 + thread) % 1_000)
                            .allMatch(this::isWrittenAsItself)))
                    .toList();
            for (Future<Boolean> one : all) {
                assertThat(one.get()).isTrue();
            }
        }
        assertThat(meters.get("cache.size").gauge().value()).isBetween(150.0, 256.0);
        assertThat(meters.get("cache.evictions").functionCounter().count()).isPositive();
    }

    private boolean isWrittenAsItself(long id) {
        JsonBytes out = new JsonBytes().open();
        posts.write(out, new PostFacts(id, 2, 0, 0, "post " + id, List.of()));
        return out.close().toString().startsWith("{\"id\":\"" + id + "\",\"text\":\"post " + id + "\",");
    }

    @Test
    void whatFitsIsFoundAgain() {
        EncodedPosts roomy = new EncodedPosts(1_000, new SimpleMeterRegistry());
        List<PostFacts> some = LongStream.range(0, 500)
                .mapToObj(i -> new PostFacts(ID + i * (37L << 22), 2, 0, 0, "post " + i, List.of()))
                .toList();
        Set<byte[]> first = Collections.newSetFromMap(new IdentityHashMap<>());
        some.forEach(post -> first.add(roomy.entry(post)));
        long found = some.stream().map(roomy::entry).filter(first::contains).count();
        assertThat(found).isGreaterThan(450);
    }

    @Test
    void isJsonWhateverTheText() {
        Random random = new Random(3);
        for (int round = 0; round < 3_000; round++) {
            String text = RandomText.next(random, 40);
            PostFacts post = new PostFacts(ID, 2, 0, 0, text, List.of(text));
            PostFacts kept =
                    new PostFacts(ID, 2, 7, 0, PostText.normalize(text), PostText.tags(PostText.normalize(text)));
            assertThat(EncodedPosts.encode(kept)).hasSizeLessThanOrEqualTo(kept.bytes());
            assertThat(kept.mostBytes()).isGreaterThanOrEqualTo(kept.bytes());
            JsonNode json = Json.MAPPER.readTree("{" + json(post) + "}");
            String sent = text.replaceAll("\\p{Cs}", "\uFFFD"); // half a pair has no UTF-8 form
            assertThat(json.get("text").asString()).isEqualTo(sent);
            assertThat(json.get("tags").get(0).asString()).isEqualTo(sent);
        }
    }

    private static String json(PostFacts post) {
        return new String(EncodedPosts.encode(post), UTF_8);
    }
}
