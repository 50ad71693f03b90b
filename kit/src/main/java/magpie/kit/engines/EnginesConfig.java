package magpie.kit.engines;

import java.nio.file.Path;
import java.util.List;
import magpie.kit.config.Form;
import magpie.kit.config.Setting;
import org.jspecify.annotations.Nullable;

/** Where the engines of the cluster product are; the settings' part {@code engines}. Lists are of {@code host:port}. */
public record EnginesConfig(
        @Setting(
                value = "127.0.0.1:5432",
                form = Form.ADDRESS,
                help = "PostgreSQL 15 or newer: the primary and its standbys, in any order")
        List<String> postgres,

        @Setting(value = "magpie", help = "PostgreSQL's database, which must exist")
        String postgresDatabase,

        @Setting(value = "magpie", help = "who Magpie is in PostgreSQL")
        String postgresUser,

        @Setting(
                value = "127.0.0.1:7687",
                form = Form.BOLT,
                help = "Neo4j 5.26 or newer: the one that is written to, then those with copies, read while it is"
                        + " away; of an enterprise cluster neo4j://host:port of one member")
        List<String> neo4j,

        @Setting(value = "neo4j", help = "Neo4j's database") String neo4jDatabase,

        @Setting(value = "neo4j", help = "who Magpie is in Neo4j")
        String neo4jUser,

        @Setting(
                value = "127.0.0.1:9042",
                form = Form.ADDRESS,
                help = "Cassandra 5: some nodes of the data centre, which name the others")
        List<String> cassandra,

        @Setting(value = "datacenter1", help = "Cassandra's data centre that this process is in")
        String cassandraDatacenter,

        @Setting(
                value = "magpie",
                help = "Cassandra's keyspace; made with as many copies as there are nodes, 3 at most")
        String cassandraKeyspace,

        @Setting(value = "cassandra", help = "who Magpie is in Cassandra")
        String cassandraUser,

        @Setting(value = "127.0.0.1:9092", form = Form.ADDRESS, help = "Kafka 4: some brokers, which name the others")
        List<String> kafka,

        @Setting(value = "magpie", help = "who Magpie is in Kafka, by SASL/PLAIN, where there is a password for it")
        String kafkaUser,

        @Setting(value = "", help = "what the names of Kafka's topics and groups begin with")
        String kafkaPrefix,

        @Setting(value = "127.0.0.1:6379", form = Form.ADDRESS, help = "Redis 7 or newer, where there are no sentinels")
        List<String> redis,

        @Setting(value = "", form = Form.ADDRESS, help = "Redis' sentinels, which know the master")
        List<String> redisSentinels,

        @Setting(value = "magpie", help = "the name of the master that the sentinels watch")
        String redisMaster,

        @Setting(value = "0", max = 15, help = "number of Redis' database")
        int redisDatabase,

        @Setting(
                value = "",
                help = "file with the engines' passwords, mode 600, one a line: postgres, neo4j,"
                        + " cassandra, kafka, redis, sentinel = …")
        @Nullable
        Path secrets) {}
