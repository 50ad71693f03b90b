package magpie.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import magpie.gateway.Frames;
import magpie.gateway.http.server.EdgeServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Uploads of one connection of HTTP/2, which share its window: what one of them holds, the others cannot send. */
@Timeout(120)
class Http2UploadsTest {
    private static final int WINDOW_UPDATE = 8;
    private static final int HEADERS = 1;
    private static final int STATUS_200 = 0x88; // of the static table, RFC 7541, appendix A
    private static final int STATUS_400 = 0x8c;

    /** What may be sent on the connection. */
    private int window = 65_535;

    @Test
    void formsThatAreRefusedGiveBackWhatTheyHeld() throws Exception {
        Api api = SomeApi.at("/");
        Router router = new Router(List.of(
                api.route("POST", "/form", Access.OPEN, Http2UploadsTest::parts).taking(1 << 20)));
        byte[] bad = ("--xyz\r\nX: " + "x".repeat(5_000) + "\r\n\r\n" + "y".repeat(11_000)).getBytes(US_ASCII);
        byte[] good = "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--xyz--\r\n".getBytes(US_ASCII);
        try (EdgeServer server = SomeServer.start(router, 100, Duration.ofSeconds(15));
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            socket.getOutputStream().write(new Frames().bytes());
            int stream = 1;
            for (; stream < 60; stream += 2) {
                assertThat(post(socket, in, stream, bad)).isEqualTo(STATUS_400);
            }
            assertThat(post(socket, in, stream, good)).isEqualTo(STATUS_200);
        }
    }

    private static Answer parts(Exchange exchange) {
        try {
            return SomeApi.text(200, exchange.multipart().next() == null ? "nothing" : "something");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a form as soon as the connection lets it; the first byte of the answer's head. */
    private int post(Socket socket, DataInputStream in, int stream, byte[] body) throws IOException {
        while (window < body.length) {
            assertThat(head(in, stream)).isZero();
        }
        window -= body.length;
        socket.getOutputStream()
                .write(Frames.later()
                        .post(stream, "/form", "multipart/form-data; boundary=xyz", body)
                        .bytes());
        int head = head(in, stream);
        while (head == 0) {
            head = head(in, stream);
        }
        return head;
    }

    /** The bytes of what a first head may begin with: the size of the table of fields (RFC 7541, 6.3). */
    private static int sizeUpdate(byte... head) {
        if ((head[0] & 0xe0) != 0x20) {
            return 0;
        }
        int length = 1;
        if ((head[0] & 0x1f) == 0x1f) {
            while (head[length++] < 0) {} // the number goes on
        }
        return length;
    }

    /** Reads a frame: the first byte of a stream's head, 0 for any other frame. */
    private int head(DataInputStream in, int stream) throws IOException {
        int lengthAndType = in.readInt();
        in.readByte();
        int of = in.readInt();
        byte[] payload = in.readNBytes(lengthAndType >>> 8);
        int type = lengthAndType & 0xff;
        if (type == WINDOW_UPDATE && of == 0) {
            window += ByteBuffer.wrap(payload).getInt();
        }
        return type == HEADERS && of == stream ? payload[sizeUpdate(payload)] & 0xff : 0;
    }
}
