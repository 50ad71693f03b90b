package magpie.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import magpie.engines.node.Conversation;
import magpie.engines.node.Node;
import magpie.engines.node.ServerKind;
import magpie.engines.server.Cql;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.exceptions.SecurityException;

/** A client without the password of the set: a program on this machine, or a web page in its browser. */
@Tag("engines")
class StrangerTest {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int SASL = 10;

    private static List<Node> nodes(String engine) {
        return Engines.required(engine).addresses().stream()
                .map(address -> address.split(":"))
                .map(parts -> new Node(engine, 1, parts[0], Map.of(ServerKind.CLIENTS, Integer.parseInt(parts[1]))))
                .toList();
    }

    private static Socket socket(Node node) throws IOException {
        Socket socket = new Socket(node.host(), node.port(ServerKind.CLIENTS));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    @Test
    void postgresAsksForThePassword() throws IOException {
        byte[] user = "user\0postgres\0\0".getBytes(StandardCharsets.US_ASCII);
        for (Node node : nodes("postgres")) {
            try (Socket socket = socket(node)) {
                socket.getOutputStream()
                        .write(ByteBuffer.allocate(8 + user.length)
                                .putInt(8 + user.length)
                                .putInt(3 << 16)
                                .put(user)
                                .array());
                DataInputStream in = new DataInputStream(socket.getInputStream());
                assertThat((char) in.readByte()).isEqualTo('R');
                in.readInt();
                assertThat(in.readInt()).isEqualTo(SASL);
            }
        }
    }

    @Test
    void cassandraKnowsNeitherNobodyNorItsOwnFirstRole() {
        for (Node node : nodes("cassandra")) {
            assertThatThrownBy(() -> Cql.anonymous(node)).isInstanceOf(Cql.RefusedException.class);
            assertThatThrownBy(() -> Cql.signedIn(node, "cassandra", "cassandra"))
                    .isInstanceOf(Cql.RefusedException.class)
                    .hasMessageContaining("incorrect");
        }
    }

    @Test
    void neo4jKnowsNeitherNobodyNorItsFirstPassword() {
        for (Node node : nodes("neo4j")) {
            for (AuthToken token : List.of(AuthTokens.none(), AuthTokens.basic("neo4j", "neo4j"))) {
                try (Driver driver = GraphDatabase.driver("bolt://" + node.address(ServerKind.CLIENTS), token)) {
                    assertThatThrownBy(driver::verifyConnectivity).isInstanceOf(SecurityException.class);
                }
            }
        }
    }

    /** A request for metadata, which an open engine would answer. */
    @Test
    void kafkaAsksForThePassword() throws IOException {
        byte[] request = ByteBuffer.allocate(18)
                .putInt(14)
                .putShort((short) 3)
                .putShort((short) 4)
                .putInt(1)
                .putShort((short) -1)
                .putInt(0)
                .array();
        for (Node node : nodes("kafka")) {
            assertThat(answer(node, request)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "sentinel"})
    void redisAndTheSentinelsAskForThePassword(String engine) throws Exception {
        Rig rig = new Rig();
        try {
            rig.run("up", "--nodes", "3", "--only", "redis");
            for (int number = 1; number <= 3; number++) {
                try (Conversation redis =
                        Conversation.with(rig.place(engine + "-" + number).node(), ServerKind.CLIENTS)) {
                    redis.send("INFO\r\n");
                    assertThat(redis.line()).startsWith("-NOAUTH");
                }
            }
        } finally {
            rig.remove();
        }
    }

    /** A request that a page can make its visitor's browser send, whatever it puts into the body. */
    @ParameterizedTest
    @ValueSource(strings = {"postgres", "neo4j", "cassandra", "kafka", "redis"})
    void nothingIsDoneForAWebPage(String engine) throws IOException {
        String body = "{\"statements\":[{\"statement\":\"CREATE (:Stranger) RETURN 'done'\"}]}\r\nFLUSHALL\r\n";
        String page = "Host: a.example\r\nOrigin: https://a.example\r\nContent-Type: text/plain\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
        for (Node node : nodes(engine)) {
            for (String path : List.of("/", "/db/neo4j/tx/commit", "/db/neo4j/query/v2")) {
                String answer = new String(
                        answer(node, ("POST " + path + " HTTP/1.1\r\n" + page).getBytes(StandardCharsets.US_ASCII)),
                        StandardCharsets.ISO_8859_1);
                assertThat(answer)
                        .as("%s of %s", path, node.name())
                        .doesNotContain("HTTP/1.1 2", "Access-Control-Allow-Origin", "done", "+OK");
            }
        }
    }

    /** All that the engine says until it closes the connection, which it must do. */
    private static byte[] answer(Node node, byte[] request) throws IOException {
        try (Socket socket = socket(node)) {
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            return socket.getInputStream().readAllBytes();
        } catch (SocketException e) {
            return new byte[0]; // it closed the connection before reading everything
        }
    }
}
