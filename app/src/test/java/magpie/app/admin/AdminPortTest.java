package magpie.app.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import magpie.app.Magpie;
import magpie.app.node.Node;
import magpie.kit.config.Settings;
import magpie.kit.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A web page gets nothing out of the admin port. */
class AdminPortTest {
    @TempDir
    static Path folder;

    private static Node node;

    @BeforeAll
    static void start() {
        node = Magpie.start(Settings.of(
                Map.of("data", folder.resolve("data").toString(), "port", "0", "admin-port", "0", "roles", "all")));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: rebound.example:8081",
                "Host: 127.0.0.1.example",
                "Host: localhost.example:80",
                "Host: 10.0.0.1",
                "Host: localhost@a.example",
                "Host: localhost\r\nHost: rebound.example",
                "Host: localhost\r\nSec-Fetch-Site: cross-site",
                "Host: localhost\r\nSec-Fetch-Site: same-site",
                "Host: localhost\r\nSec-Fetch-Site: none\r\nSec-Fetch-Site: cross-site",
                "Host: localhost\r\nOrigin: https://a.example",
                "Host: localhost\r\nOrigin: null"
            })
    void aPageIsToldNothing(String headers) throws IOException {
        for (String path : new String[] {"/metrics", "/health/ready", "/health/live", "/"}) {
            assertThat(answer(path, headers)).startsWith("HTTP/1.1 403").doesNotContain("magpie_", "ready");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: 127.0.0.1:8081",
                "Host: localhost",
                "Host: LOCALHOST:1",
                "Host: [::1]:8081",
                "X-No-Host: at all",
                "Host: localhost\r\nSec-Fetch-Site: none",
                "Host: localhost\r\nSec-Fetch-Site: same-origin"
            })
    void anOperatorIs(String headers) throws IOException {
        assertThat(answer("/metrics", headers)).startsWith("HTTP/1.1 200").contains("magpie_");
        assertThat(answer("/health/ready", headers)).startsWith("HTTP/1.1 200").contains("\"ready\":true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /metr", "POST /admin/status HTTP/1.1\r\nHost: localhost\r\nContent-Le"})
    void whoSendsNoRequestIsNotWaitedFor(String begun) throws IOException {
        assertThat(said(begun)).isEmpty();
    }

    @Test
    void aBodyThatNeverComesIsNotWaitedFor() throws IOException {
        String head = "POST /admin/status HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n";
        assertThat(said(head + "\r\n")).startsWith("HTTP/1.1 401");
        String token = Json.MAPPER
                .readTree(Files.readString(folder.resolve("data/admin.json")))
                .path("token")
                .asString();
        assertThat(said(head + "Authorization: Bearer " + token + "\r\n\r\n[")).isEmpty();
    }

    @Test
    void connectionsThatAreSilentEnd() throws IOException {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                silent.add(connection());
            }
            for (Socket socket : silent) {
                assertThat(rest(socket)).isEmpty();
            }
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
        assertThat(answer("/health/live", "Host: localhost")).startsWith("HTTP/1.1 200");
    }

    private static Socket connection() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.adminPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Returns what the port says to a silent client until it hangs up. */
    private static String said(String sent) throws IOException {
        try (Socket socket = connection()) {
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
            return rest(socket);
        }
    }

    private static String rest(Socket socket) throws IOException {
        StringBuilder said = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                said.append((char) next);
            }
        } catch (SocketException e) {
            return said.toString(); // it hung up on what had come
        }
        return said.toString();
    }

    private static String answer(String path, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.adminPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
