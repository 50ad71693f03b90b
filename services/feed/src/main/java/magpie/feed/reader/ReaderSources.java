package magpie.feed.reader;

import java.time.Duration;
import magpie.api.graph.Graph;
import magpie.api.post.Posts;

/**
 * What readers are built from.
 *
 * @param window the most entries a window holds
 * @param pullMargin the clock skew allowed when deciding which authors are, or were, celebrities
 */
public record ReaderSources(Graph graph, Posts posts, Celebrities celebrities, int window, Duration pullMargin) {}
