package magpie.app.node;

import magpie.app.data.Instance;

/** Where the operator and the monitoring ask a {@link Node}; open before its roles are, and after they have ended. */
public interface OperatorPort extends AutoCloseable {
    /** How it is found, which the data folder tells those who may read it. */
    Instance instance();

    @Override
    void close();

    /** Opens the port of a node. */
    interface Door {
        /** Opens it; 0 is any free one. */
        OperatorPort open(Node node, int port);
    }
}
