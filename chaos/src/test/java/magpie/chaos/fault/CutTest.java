package magpie.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real cut of a real process, which needs root, nft and net_cls. */
@Tag("full")
class CutTest {
    @Test
    void whoIsCutOffSaysNothingAndIsHeardAgainAfterwards() throws Exception {
        assertThat(Cut.missing()).as("what a cut needs and this machine lacks").isEmpty();
        Process echo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Echo.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = echo.inputReader()) {
            int port = Integer.parseInt(said.readLine());
            try (Socket socket = new Socket("127.0.0.1", port)) {
                assertThat(echoed(socket, 'a', 10_000)).isEqualTo('a');
                Cut cut = Cut.off(Signals.family(echo.pid()));
                try {
                    assertThatThrownBy(() -> echoed(socket, 'b', 700)).isInstanceOf(SocketTimeoutException.class);
                } finally {
                    cut.mend();
                }
                socket.setSoTimeout(10_000);
                assertThat(socket.getInputStream().read())
                        .as("sent again by TCP")
                        .isEqualTo('b');
                assertThat(echoed(socket, 'c', 10_000)).isEqualTo('c');
            }
        } finally {
            echo.destroyForcibly();
        }
    }

    private static int echoed(Socket socket, char word, int millis) throws Exception {
        socket.setSoTimeout(millis);
        socket.getOutputStream().write(word);
        return socket.getInputStream().read();
    }

    /** Says its port, and then to one who connects what they say. */
    static final class Echo {
        private Echo() {}

        public static void main(String[] arguments) throws Exception {
            try (ServerSocket server = new ServerSocket(0)) {
                System.out.println(server.getLocalPort());
                try (Socket socket = server.accept();
                        InputStream from = socket.getInputStream()) {
                    for (int word = from.read(); word >= 0; word = from.read()) {
                        socket.getOutputStream().write(word);
                    }
                }
            }
        }
    }
}
