package magpie.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The same over HTTP/2, where a connection carries many requests, and much that is none. */
class Http2PressureTest extends SocketTest {
    /** Otherwise the stream's window, and then the connection's, would be used up and stay in memory. */
    @Test
    void whatNobodyWantsIsThrownAwayWhileAnAnswerIsNotTaken() throws IOException {
        start(Map.of("gateway.idle-timeout", "1h"));
        Socket socket = connect("127.0.0.1");
        Frames first = new Frames().noWindow().openGet(1, "/openapi.yaml");
        socket.getOutputStream().write(first.bytes());
        byte[] piece = Frames.later().data(1, 8_000).bytes();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        long sent = 0;
        long window = 32_768;
        while (sent < 1_000_000) {
            while (sent + 8_000 <= window) {
                socket.getOutputStream().write(piece);
                sent += 8_000;
            }
            window += Frames.readWindow(in, 1);
        }
    }

    @Test
    void whatIsNoRequestKeepsNoConnection() throws Exception {
        start(Map.of("gateway.head-timeout", "1s", "gateway.idle-timeout", "1h"));
        Socket open = connect("127.0.0.1");
        open.getOutputStream().write(new Frames().openHead(1).bytes());
        Socket talking = connect("127.0.0.1");
        talking.getOutputStream().write(new Frames().bytes());
        String ping = new String(Frames.later().ping().bytes(), StandardCharsets.US_ASCII);
        Thread drip = Thread.startVirtualThread(() -> drip(talking, ping));
        assertThat(drip.join(Duration.ofSeconds(20))).isTrue();
        assertThat(isEnded(open)).isTrue();
    }

    @Test
    void whoTakesNothingOverHttp2IsCutOff() throws IOException {
        start(Map.of(
                "gateway.address-limit", "10000", "gateway.address-waiting", "65536", "gateway.idle-timeout", "1h"));
        Frames frames = new Frames().noWindow();
        for (int stream = 1; stream < 60; stream += 2) {
            frames.get(stream, "/openapi.yaml", "none");
        }
        Socket idle = connect("127.0.0.1");
        idle.getOutputStream().write(frames.bytes());
        assertThat(isEnded(idle)).isTrue();
        assertThat(get("/openapi.yaml").statusCode()).isEqualTo(200);
    }

    private static boolean isEnded(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset
        }
    }

    @Test
    void whatClientsLeftDoesNotHoldUpTheStop() throws Exception {
        start(Map.of("gateway.stop-timeout", "60s", "gateway.address-limit", "10000", "gateway.body-timeout", "60s"));
        String token = network.token(network.join("ann"), 1);
        assertThat(get("/v1/me", token).statusCode()).isEqualTo(200);
        Socket uploads = connect("127.0.0.1");
        Frames frames = new Frames();
        for (int stream = 1; stream < 48; stream += 2) {
            frames.post(stream, 5_000_000).data(stream, 1_000);
        }
        uploads.getOutputStream().write(frames.bytes());
        uploads.shutdownOutput();
        connect("127.0.0.1").getOutputStream().write(head("POST /v1/posts", "Content-Length: 5000000"));
        connect("127.0.0.1")
                .getOutputStream()
                .write(head("POST /v1/posts", "Content-Length: 500", "Authorization: Bearer " + token));
        assertThat(uploads.getInputStream().readNBytes(100)).hasSize(100);
        assertStopsSoon();
    }

    @Test
    void whoGoesOnSendingDoesNotHoldUpTheStop() throws Exception {
        start(Map.of("gateway.stop-timeout", "60s"));
        List<Socket> uploads = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            Socket upload = connect("127.0.0.1");
            upload.getOutputStream().write(new Frames().post(1, 5_000_000).bytes());
            assertThat(upload.getInputStream().readNBytes(100)).hasSize(100);
            uploads.add(upload);
        }
        byte[] piece = Frames.later().data(1, 100).bytes();
        Thread sending = Thread.startVirtualThread(() -> drip(uploads, piece));
        assertStopsSoon();
        sending.interrupt();
    }

    /** Sends a piece to each, ten times a second, for as long as it is taken. */
    private static void drip(List<Socket> uploads, byte[] piece) {
        while (!Thread.currentThread().isInterrupted()) {
            for (Socket upload : uploads) {
                try {
                    upload.getOutputStream().write(piece);
                } catch (IOException e) {
                    return; // the server has closed it
                }
            }
            LockSupport.parkNanos(100_000_000);
        }
    }

    private void assertStopsSoon() throws InterruptedException {
        Thread stop = Thread.startVirtualThread(gateway::close);
        assertThat(stop.join(Duration.ofSeconds(20))).as("stopped").isTrue();
        gateway = null;
    }
}
