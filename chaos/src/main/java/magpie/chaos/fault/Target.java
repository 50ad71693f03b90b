package magpie.chaos.fault;

import java.io.IOException;
import java.util.List;
import magpie.client.Network;

/** A running network whose processes are here, so that signals reach them. */
public interface Target extends Network, AutoCloseable {
    /** For a report. */
    String description();

    /** Its processes as they are now. */
    List<NodeStatus> nodes() throws IOException, InterruptedException;

    /** Stops a node in an orderly way, if it runs, and starts it. Returns when it is told to start, or later. */
    void restart(String node) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
