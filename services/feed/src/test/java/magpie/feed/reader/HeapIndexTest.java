package magpie.feed.reader;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import magpie.api.graph.Graph;
import magpie.api.post.Posts;
import magpie.feed.window.FeedIndex;
import magpie.feed.window.FeedIndexContract;

/** The index in the heap. */
class HeapIndexTest extends FeedIndexContract {
    private final HeapIndex index = new HeapIndex(
            1_000,
            Duration.ofDays(30),
            new SimpleMeterRegistry(),
            id -> new Reader(
                    id,
                    new ReaderSources(
                            nobody(Graph.class),
                            nobody(Posts.class),
                            new Celebrities(),
                            WINDOW,
                            Duration.ofSeconds(10))));

    private long readers;

    @Override
    protected FeedIndex index() {
        return index;
    }

    @Override
    protected int slack() {
        return 0;
    }

    @Override
    protected long reader() {
        return ++readers;
    }

    /** A peer that must not be called: the index calls nobody. */
    private static <T> T nobody(Class<T> contract) {
        return contract.cast(Proxy.newProxyInstance(contract.getClassLoader(), new Class<?>[] {contract}, (p, m, a) -> {
            throw new AssertionError(m + " was called");
        }));
    }
}
