package magpie.feed;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.util.Map;
import magpie.api.graph.Graph;
import magpie.api.post.Posts;
import magpie.kit.config.Settings;

/** The index in the heap. */
class HeapIndexTest extends FeedIndexContract {
    private static final FeedConfig CONFIG =
            Settings.of(Map.of("feed.window", Integer.toString(WINDOW))).bind("feed", FeedConfig.class);

    private final HeapIndex index = new HeapIndex(
            CONFIG,
            new SimpleMeterRegistry(),
            id -> new Reader(id, CONFIG, nobody(Graph.class), nobody(Posts.class), new Standings()));

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

    /** A peer that must not be called: the index asks nobody. */
    private static <T> T nobody(Class<T> contract) {
        return contract.cast(Proxy.newProxyInstance(contract.getClassLoader(), new Class<?>[] {contract}, (p, m, a) -> {
            throw new AssertionError(m + " was called");
        }));
    }
}
