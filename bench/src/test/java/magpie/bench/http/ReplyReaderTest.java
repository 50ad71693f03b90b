package magpie.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Answers as bytes, however the network cuts them. */
class ReplyReaderTest {
    @Test
    void aLengthSaysWhereTheBodyEnds() throws IOException {
        everyCut("HTTP/1.1 200 OK\r\ncontent-LENGTH: 5\r\nX: y\r\n\r\nhello", 200, "hello");
        everyCut("HTTP/1.1 404 Not Found\r\nContent-Length:0\r\n\r\n", 404, "");
        everyCut("HTTP/1.1 204 No Content\r\n\r\n", 204, "");
    }

    @Test
    void chunksAreJoined() throws IOException {
        everyCut(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=1\r\n0123456789\r\n0\r\n\r\n",
                200,
                "abc0123456789");
        everyCut(
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\nTrailer: t\r\n\r\n",
                200,
                "{}");
    }

    @Test
    void aLargeBodyMakesTheBufferGrow() throws IOException {
        String body = "x".repeat(300_000);
        ReplyReader reader = new ReplyReader();
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + body;
        assertThat(reader.read(cut(answer, 1_448)).text()).isEqualTo(body);
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n493e0\r\n" + body + "\r\n0\r\n\r\n";
        reader.forget();
        assertThat(reader.read(cut(chunked, 1_448)).text()).isEqualTo(body);
    }

    @Test
    void closeIsNoticed() throws IOException {
        ReplyReader reader = new ReplyReader();
        reader.read(cut("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 100));
        assertThat(reader.lasts()).isTrue();
        reader.forget();
        reader.read(cut("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", 100));
        assertThat(reader.lasts()).isFalse();
    }

    @Test
    void whatIsNoWholeAnswerIsRefused() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel"))
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\n\r\nhello")).hasMessageContaining("without length");
        assertThatThrownBy(() -> read("SSH-2.0-x\r\n\r\n")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n"))
                .hasMessageContaining("more than");
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"))
                .hasMessageContaining("without a number");
    }

    private static void everyCut(String answer, int status, String body) throws IOException {
        for (int size = 1; size <= answer.length(); size++) {
            Reply reply = new ReplyReader().read(cut(answer, size));
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.text()).isEqualTo(body);
        }
    }

    private static Reply read(String answer) throws IOException {
        return new ReplyReader().read(cut(answer, 1_000));
    }

    /** A channel that returns a limited number of bytes per read, and then ends. */
    private static ReadableByteChannel cut(String answer, int size) {
        ByteBuffer source = ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII));
        return new ReadableByteChannel() {
            @Override
            public int read(ByteBuffer target) {
                if (!source.hasRemaining()) {
                    return -1;
                }
                int count = Math.min(Math.min(size, target.remaining()), source.remaining());
                target.put(source.slice(source.position(), count));
                source.position(source.position() + count);
                return count;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
    }
}
