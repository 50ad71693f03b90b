package magpie.chaos.fault;

import java.io.IOException;
import java.util.List;
import magpie.client.Network;

/** A running network whose processes are on this machine, so that signals reach them. */
public interface Target extends Network, AutoCloseable {
    /** A description for the report. */
    String description();

    /** Its processes as they are now. */
    List<NodeStatus> nodes() throws IOException, InterruptedException;

    /** Stops a running node gracefully, and starts it. Returns once it was told to start, or later. */
    void restart(String node) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
