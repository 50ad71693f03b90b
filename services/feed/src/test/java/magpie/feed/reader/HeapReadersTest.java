package magpie.feed.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import magpie.api.Ids;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.UserRef;
import magpie.api.graph.CelebrityStatus;
import magpie.api.graph.FollowerPage;
import magpie.api.graph.Graph;
import magpie.api.graph.Relationship;
import magpie.api.graph.RelationshipBatch;
import magpie.api.graph.RelationshipQuery;
import magpie.api.graph.RelationshipSet;
import magpie.api.post.ActivityPage;
import magpie.api.post.Posts;
import magpie.feed.FeedConfig;
import magpie.feed.window.Slice;
import magpie.kit.config.Settings;
import magpie.kit.contract.Call;
import magpie.kit.contract.Contracts;
import org.junit.jupiter.api.Test;

/** Readers who are told of changes that have since been undone. */
class HeapReadersTest {
    private static final long READER = 1;
    private static final long AUTHOR = 5;
    private static final long POST = Ids.floor(System.currentTimeMillis());

    private volatile boolean published;

    private final FeedConfig config = Settings.of(Map.of()).bind("feed", FeedConfig.class);
    private final HeapReaders readers = new HeapReaders(
            new ReaderSources(
                    Contracts.proxy(Graph.class, method -> graph()),
                    Contracts.proxy(Posts.class, method -> _ -> page()),
                    new Celebrities(),
                    config.window(),
                    config.pullMargin()),
            1_000,
            config.idle(),
            new SimpleMeterRegistry());

    private static Call graph() {
        return request -> switch (request) {
            case UserRef _ -> new RelationshipSet(new long[] {AUTHOR}, 1, List.of(), new long[0], new long[0], true);
            case RelationshipQuery _ ->
                new RelationshipBatch(List.of(new Relationship(true, false, false, false, false)));
            case Listing author -> new FollowerPage(CelebrityStatus.ordinary(author.subjectId()), new long[0], 0);
            default -> throw new AssertionError(request);
        };
    }

    private ActivityPage page() {
        long[] ids = published ? new long[] {POST} : new long[0];
        return new ActivityPage(ids, ids, ids, false);
    }

    /** Both notices are late: by now the author is followed, as before, and the post was not delivered. */
    @Test
    void whoIsFollowedAgainIsShownWithWhatTheyDidMeanwhile() {
        Reading reader = readers.open(READER, Limits.NEWEST, 20);
        assertThat(reader.below(Limits.NEWEST, 20).size()).isZero();
        published = true;
        readers.relationshipChanged(READER, AUTHOR);
        readers.relationshipChanged(READER, AUTHOR);
        Slice slice = readers.open(READER, Limits.NEWEST, 20).below(Limits.NEWEST, 20);
        assertThat(slice.size()).isEqualTo(1);
        assertThat(slice.activity(0)).isEqualTo(POST);
    }
}
