package magpie.feed.reader;

import java.time.Duration;
import magpie.api.graph.Graph;
import magpie.api.post.Posts;

/**
 * What readers are built from.
 *
 * @param window how many entries a window holds at most
 * @param pullMargin how far the clocks may differ by which authors are, or were, celebrated
 */
public record ReaderSources(Graph graph, Posts posts, Standings standings, int window, Duration pullMargin) {}
