package magpie.post.cassandra.session;

import java.util.List;
import magpie.kit.config.Form;
import magpie.kit.config.Setting;
import magpie.kit.engines.EngineSettings;

/** How to reach Cassandra: the settings under {@code cassandra}. */
@EngineSettings(part = "cassandra", passwords = "cassandra")
public record CassandraConfig(
        @Setting(
                value = "127.0.0.1:9042",
                form = Form.ADDRESS,
                help = "addresses of Cassandra 5: some nodes of the data centre, which name the others")
        List<String> addresses,

        @Setting(value = "datacenter1", help = "the data centre that this process is in")
        String datacenter,

        @Setting(value = "magpie", help = "its keyspace; made with as many copies as there are nodes, 3 at most")
        String keyspace,

        @Setting(value = "cassandra", help = "who Magpie is in Cassandra")
        String user) {}
