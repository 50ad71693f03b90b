package magpie.bench.server;

import java.io.IOException;
import java.util.List;

/** The place of a bench's own server and its data; closing it removes both. */
public interface Site extends AutoCloseable {
    /** Starts a server and waits until it takes requests. */
    Server start(List<String> settings) throws IOException, InterruptedException;

    /** The kind of disk that the data is on: in memory, durability would cost nothing. */
    String disk() throws IOException;

    @Override
    void close();

    /** Opens a site for the selected product. */
    static Site open(TargetConfig target, ClusterConfig cluster) throws IOException {
        return cluster.cluster() ? ClusterSite.open(target, cluster) : Sandbox.open(target);
    }
}
