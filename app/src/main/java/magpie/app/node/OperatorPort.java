package magpie.app.node;

import magpie.app.data.Instance;

/** A {@link Node}'s port for the operator and monitoring; open before its roles start and after they have ended. */
public interface OperatorPort extends AutoCloseable {
    /** The address and token of the port, which the data folder gives to those who may read it. */
    Instance instance();

    @Override
    void close();

    /** Opens the port of a node. */
    interface Door {
        /** Opens it; 0 is any free one. */
        OperatorPort open(Node node, int port);
    }
}
