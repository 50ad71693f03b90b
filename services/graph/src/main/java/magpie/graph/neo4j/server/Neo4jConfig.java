package magpie.graph.neo4j.server;

import java.util.List;
import magpie.kit.config.Form;
import magpie.kit.config.Setting;
import magpie.kit.engines.EngineSettings;

/** How to reach Neo4j: the settings under {@code neo4j}. */
@EngineSettings(part = "neo4j", passwords = "neo4j")
public record Neo4jConfig(
        @Setting(
                value = "127.0.0.1:7687",
                form = Form.ADDRESS,
                schemes = {"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"},
                help =
                        "addresses of Neo4j, 5.26 or newer: the one that is written to, then its replicas, read while it is"
                                + " away; of an enterprise cluster neo4j://host:port of one member")
        List<String> addresses,

        @Setting(value = "neo4j", help = "its database") String database,

        @Setting(value = "neo4j", help = "who Magpie is in Neo4j")
        String user) {}
