package magpie.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import magpie.api.UserRefs;
import magpie.api.feed.FeedEntry;
import magpie.api.feed.FeedPage;
import magpie.api.post.PostFacts;
import magpie.api.post.PostStats;
import magpie.api.post.PostStatsQuery;
import magpie.api.post.Posts;
import magpie.api.post.ReadYourWrites;
import magpie.api.user.Profile;
import magpie.api.user.Profiles;
import magpie.api.user.UserEvent;
import magpie.api.user.Users;
import magpie.gateway.v1.json.EncodedPosts;
import magpie.gateway.v1.json.FeedJson;
import magpie.gateway.v1.json.PostJson;
import magpie.kit.contract.Contracts;
import magpie.kit.json.Json;
import magpie.kit.near.Unseen;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A gateway that heard of a suspension and a deletion before the feed did. */
class FeedViewsTest {
    private static final long READER = 9;
    private static final long ANA = 1;
    private static final long BO = 2;
    private static final long DELETED = 40;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Unseen unseen = new Unseen();
    private final List<String> asked = new ArrayList<>();
    private final Users users = Contracts.proxy(
            Users.class,
            method -> request -> new Profiles(Arrays.stream(((UserRefs) request).userIds())
                    .mapToObj(id -> new Profile(id, "u" + id, "U" + id, "", null, null))
                    .toList()));
    private final Posts posts = Contracts.proxy(Posts.class, method -> request -> stats((PostStatsQuery) request));
    private final FeedViews views =
            new FeedViews(posts, new Authors(users, unseen, 100, Duration.ofMinutes(1), meters), meters);
    private final FeedJson json = new FeedJson(new PostJson(new EncodedPosts(100, meters)));

    private static PostStats stats(PostStatsQuery query) {
        long[] ids = query.postIds();
        PostStats stats =
                new PostStats(new int[ids.length], new int[ids.length], new int[ids.length], new byte[ids.length]);
        for (int i = 0; i < ids.length; i++) {
            stats.flags()[i] = ids[i] == DELETED ? (byte) PostStats.GONE : 0;
        }
        return stats;
    }

    @Test
    void aPageIsFilledUpWithWhatComesAfterIt() {
        unseen.heard(new UserEvent.Suspended(BO), 1);
        FeedPage first = page("a", entry(50, 0, ANA), entry(49, BO, ANA), entry(DELETED, 0, ANA), entry(39, 0, BO));
        JsonNode written =
                written(first, page("b", entry(30, 0, BO), entry(29, 0, ANA), entry(28, 0, ANA)), page(null));
        assertThat(ids(written)).containsExactly("50", "29", "28");
        assertThat(written.path("nextCursor").isNull()).isTrue();
        assertThat(written.path("partial").booleanValue()).isFalse();
        assertThat(asked).containsExactly("a 3", "b 1");
    }

    @Test
    void aPageWithoutSuchAsksForNothing() {
        JsonNode written = written(page("a", entry(50, BO, ANA), entry(39, 0, BO)));
        assertThat(ids(written)).containsExactly("50", "39");
        assertThat(written.path("nextCursor").asString()).isEqualTo("a");
        assertThat(asked).isEmpty();
    }

    private JsonNode written(FeedPage first, FeedPage... rest) {
        FeedViews.FeedView feed = views.compose(READER, first, (cursor, limit) -> {
            asked.add(cursor + " " + limit);
            return rest[asked.size() - 1];
        });
        return Json.MAPPER.readTree(new String(json.write(feed).toBytes(), StandardCharsets.UTF_8));
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("items").forEach(item -> ids.add(item.at("/post/id").asString()));
        return ids;
    }

    private static FeedPage page(String cursor, FeedEntry... entries) {
        return new FeedPage(List.of(entries), cursor, false, ReadYourWrites.UNKNOWN);
    }

    private static FeedEntry entry(long post, long reposter, long author) {
        PostFacts facts = new PostFacts(post, author, 0, 0, "news", List.of());
        return new FeedEntry(reposter == 0 ? post : post + 1_000, reposter, facts);
    }
}
