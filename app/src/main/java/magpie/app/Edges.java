package magpie.app;

import magpie.gateway.Edge;

/** The gateway's part of the program's own flags. */
final class Edges {
    private Edges() {}

    static Edge of(NodeConfig node) {
        return new Edge(node.host(), node.port(), node.limits(), node.tlsCert(), node.tlsKey(), node.behindProxy());
    }
}
