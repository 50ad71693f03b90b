package magpie.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import magpie.kit.config.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web page can have the admin port say: nothing. */
class AdminPortTest {
    @TempDir
    static Path folder;

    private static Node node;

    @BeforeAll
    static void start() {
        node = Node.start(Settings.of(
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

    private static String answer(String path, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.adminPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
