package magpie.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import magpie.api.Ids;
import magpie.api.Listing;
import magpie.api.UserRef;
import magpie.api.feed.FeedPage;
import magpie.api.feed.FeedQuery;
import magpie.api.graph.CelebrityStatus;
import magpie.api.graph.FollowerPage;
import magpie.api.graph.Graph;
import magpie.api.graph.RelationshipSet;
import magpie.api.post.ActivityPage;
import magpie.api.post.AuthorListing;
import magpie.api.post.Merge;
import magpie.api.post.PostBatch;
import magpie.api.post.PostFacts;
import magpie.api.post.PostRefs;
import magpie.api.post.Posts;
import magpie.feed.near.AuthorTimelines;
import magpie.feed.near.PostCache;
import magpie.feed.page.PageSources;
import magpie.feed.reader.Celebrities;
import magpie.feed.reader.HeapReaders;
import magpie.feed.reader.ReaderSources;
import magpie.kit.contract.Call;
import magpie.kit.contract.Contracts;
import magpie.kit.near.Unseen;
import org.junit.jupiter.api.Test;

/** Reads a feed down to what its reader has seen, in the window and below it. */
class HomePageSinceTest {
    private static final long READER = 1;
    private static final long AUTHOR = 5;
    private static final int WINDOW = 20;
    private static final int SIZE = 60;
    private static final long FIRST = Ids.floor(System.currentTimeMillis() - 1_000_000);
    /** Newest first. */
    private static final long[] IDS =
            LongStream.range(0, SIZE).map(i -> FIRST + (SIZE - i) * 4_096L).toArray();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Graph graph = Contracts.proxy(Graph.class, method -> graph());
    private final Posts posts = Contracts.proxy(Posts.class, method -> posts());
    private final FeedService feeds = new FeedService(
            new PageSources(
                    graph,
                    posts,
                    new PostCache(posts, 1_000, meters),
                    new AuthorTimelines(posts, WINDOW, 10, meters),
                    new Unseen(),
                    80,
                    1_000),
            new HeapReaders(
                    new ReaderSources(graph, posts, new Celebrities(), WINDOW, Duration.ZERO),
                    10,
                    Duration.ofDays(1),
                    meters),
            meters);

    private static Call graph() {
        return request -> switch (request) {
            case UserRef _ -> new RelationshipSet(new long[] {AUTHOR}, 1, List.of(), new long[0], new long[0], true);
            case Listing author -> new FollowerPage(CelebrityStatus.ordinary(author.subjectId()), new long[0], 0);
            default -> throw new AssertionError(request);
        };
    }

    private static Call posts() {
        return request -> switch (request) {
            case AuthorListing asked -> page(asked.before(), asked.limit());
            case Merge asked -> page(asked.before(), asked.limit());
            case PostRefs asked ->
                new PostBatch(
                        Arrays.stream(asked.postIds())
                                .mapToObj(id -> new PostFacts(id, AUTHOR, 0, 0, "news", List.of()))
                                .toList(),
                        new long[0]);
            default -> throw new AssertionError(request);
        };
    }

    private static ActivityPage page(long before, int limit) {
        long[] below = Arrays.stream(IDS).filter(id -> id < before).toArray();
        long[] ids = Arrays.copyOf(below, Math.min(below.length, limit));
        long[] actors = new long[ids.length];
        Arrays.fill(actors, AUTHOR);
        return new ActivityPage(ids, ids, actors, below.length > ids.length);
    }

    private List<Long> walk(int limit, long since) {
        List<Long> found = new ArrayList<>();
        String cursor = null;
        do {
            FeedPage page = feeds.home(new FeedQuery(READER, cursor, limit, since));
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
            page.entries().forEach(entry -> found.add(entry.activityId()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return found;
    }

    @Test
    void allAboveWhatWasSeenComesOnceWhereverThatIs() {
        for (int seen : new int[] {0, 1, 7, 19, 20, 21, 35, SIZE - 1}) {
            for (int limit : new int[] {1, 3, 20, 100}) {
                assertThat(walk(limit, IDS[seen]))
                        .as("%d seen, pages of %d", seen, limit)
                        .containsExactlyElementsOf(
                                Arrays.stream(IDS, 0, seen).boxed().toList());
            }
        }
    }

    @Test
    void aPageThatEndsWhereTheNewOnesEndIsTheLast() {
        assertThat(feeds.home(new FeedQuery(READER, null, 3, IDS[3])).nextCursor())
                .isNull();
        assertThat(feeds.home(new FeedQuery(READER, null, 3, IDS[4])).nextCursor())
                .isNotNull();
    }

    @Test
    void withoutSinceItIsTheWholeList() {
        assertThat(walk(20, 0)).hasSize(SIZE);
    }
}
