package magpie.bench.server;

import java.io.IOException;
import java.util.List;

/** Where a server of the bench's own runs and keeps its data; nothing of both is left when it is closed. */
public interface Site extends AutoCloseable {
    /** Starts a server and waits until it takes requests. */
    Server start(List<String> settings) throws IOException, InterruptedException;

    /** What kind of disk the data is on: in memory, durability would cost nothing. */
    String disk() throws IOException;

    @Override
    void close();

    /** For the product that is asked for. */
    static Site open(TargetConfig target, ClusterConfig cluster) throws IOException {
        return cluster.cluster() ? ClusterSite.open(target, cluster) : Sandbox.open(target);
    }
}
