package magpie.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;
import magpie.gateway.http.body.Multipart;
import magpie.gateway.http.server.EdgeServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streamed bodies: files, alone or in a form. */
@Timeout(120)
class UploadsTest {
    private static final int MOST = 64 << 20;
    private static final String FORM = "multipart/form-data; boundary=xyz";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Semaphore begun = new Semaphore(0);
    private EdgeServer server;

    @BeforeEach
    void start() {
        Api api = SomeApi.at("/");
        server = SomeServer.start(
                new Router(List.of(
                        api.route("POST", "/file", Access.OPEN, this::file).taking(MOST),
                        api.route("POST", "/first", Access.OPEN, UploadsTest::first)
                                .taking(MOST),
                        api.route("POST", "/most", Access.OPEN, UploadsTest::most)
                                .taking(MOST),
                        api.route("POST", "/form", Access.OPEN, UploadsTest::form)
                                .taking(MOST),
                        api.route("POST", "/mine", Access.SIGNED_IN, this::file).taking(MOST),
                        api.route(
                                "POST",
                                "/small",
                                Access.OPEN,
                                exchange -> SomeApi.text(200, exchange.json().text("text"))),
                        api.route("GET", "/health", Access.OPEN, exchange -> SomeApi.text(200, "well")))),
                100,
                Duration.ofSeconds(15));
    }

    @AfterEach
    void stop() {
        server.close();
        http.shutdownNow();
    }

    /** Answers with the size and the checksum. */
    private Answer file(Exchange exchange) {
        begun.release();
        CRC32 sum = new CRC32();
        long size = 0;
        byte[] piece = new byte[10_000];
        try (InputStream in = exchange.upload()) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                sum.update(piece, 0, n);
                size += n;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SomeApi.text(200, size + " " + sum.getValue());
    }

    /** Reads all but the end. */
    private static Answer most(Exchange exchange) {
        try {
            exchange.upload().skipNBytes(40 << 20);
            return SomeApi.text(200, "most");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one byte, and leaves the rest. */
    private static Answer first(Exchange exchange) {
        try (InputStream in = exchange.upload()) {
            return SomeApi.text(200, "first " + in.read());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers with each part's name, file name and size; for {@code text} also its content. */
    private static Answer form(Exchange exchange) {
        Multipart multipart = exchange.multipart();
        List<String> parts = new ArrayList<>();
        try {
            for (Multipart.Part part = multipart.next(); part != null; part = multipart.next()) {
                if (part.name().equals("skipped")) {
                    parts.add("skipped");
                } else if (part.fileName() == null) {
                    parts.add(part.name() + "=" + part.text(100));
                } else {
                    long size = part.content().transferTo(OutputStream.nullOutputStream());
                    parts.add(part.name() + ":" + part.fileName() + ":" + part.contentType() + ":" + size);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SomeApi.text(200, String.join(" ", parts));
    }

    private HttpResponse<String> post(String path, String type, HttpRequest.BodyPublisher body) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                            .header("Content-Type", type)
                            .POST(body)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> form(String body) {
        return post("/form", FORM, HttpRequest.BodyPublishers.ofString(body.replace("\n", "\r\n")));
    }

    /** Opens a connection and sends the head of a request with this length. */
    private Socket begin(String path, long length) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(US_ASCII));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        byte[] bytes = new byte[2_000];
        int size = socket.getInputStream().read(bytes);
        return size < 0 ? "" : new String(bytes, 0, size, UTF_8);
    }

    @Test
    void allOfAFileComesAndNothingElse() {
        byte[] file = new byte[5_000_001];
        for (int i = 0; i < file.length; i++) {
            file[i] = (byte) (i * 31 + (i >> 8));
        }
        CRC32 sum = new CRC32();
        sum.update(file);
        String expected = file.length + " " + sum.getValue();
        assertThat(post("/file", "image/png", HttpRequest.BodyPublishers.ofByteArray(file))
                        .body())
                .isEqualTo(expected);
        // without a length, in chunks
        assertThat(post(
                                "/file",
                                "image/png",
                                HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(file)))
                        .body())
                .isEqualTo(expected);
        assertThat(post("/file", "image/png", HttpRequest.BodyPublishers.noBody())
                        .body())
                .startsWith("0 ");
    }

    @Test
    void whatIsTooLargeIsRefusedWhileItArrives() throws Exception {
        try (Socket socket = begin("/file", MOST + 1L)) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 413");
        }
        byte[] piece = new byte[1 << 20];
        Endless endless = new Endless(piece);
        HttpResponse<String> refused =
                post("/file", "image/png", HttpRequest.BodyPublishers.ofInputStream(() -> endless));
        assertThat(refused.statusCode()).isEqualTo(413);
    }

    /** Somewhat more than may be sent. */
    private static final class Endless extends InputStream {
        private final byte[] piece;
        private long left = MOST + 100L;

        Endless(byte[] piece) {
            this.piece = piece;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            int size = (int) Math.min(left, Math.min(length, piece.length));
            left -= size;
            return size == 0 ? -1 : size;
        }
    }

    @Test
    void whoeverMayNotSendIsToldBeforeTheBodyComes() throws Exception {
        try (Socket socket = begin("/mine", 1_000_000)) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 401");
        }
        assertThat(begun.availablePermits()).isZero();
    }

    @Test
    void whatAnEndpointLeavesIsThrownAwayAndTheConnectionGoesOn() throws Exception {
        try (Socket socket = begin("/first", 500_000)) {
            socket.getOutputStream().write(new byte[500_000]);
            assertThat(answer(socket)).contains("200", "first 0");
            socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            assertThat(answer(socket)).contains("200", "well");
        }
    }

    @Test
    void whoStopsSendingIsNotWaitedForForLong() throws Exception {
        try (Socket socket = begin("/file", 1_000_000)) {
            socket.getOutputStream().write(new byte[1_000]);
            assertThat(answer(socket)).startsWith("HTTP/1.1 400").contains("MALFORMED!");
        }
    }

    /** What comes behind the answer has an end, too, however slowly it comes. */
    @Test
    void whoDripsBehindTheAnswerIsCutOff() throws Exception {
        try (Socket socket = begin("/file", 1_000_000)) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 400");
            AtomicBoolean open = new AtomicBoolean(true);
            Thread drip = Thread.startVirtualThread(() -> {
                try {
                    while (open.get()) {
                        socket.getOutputStream().write(0);
                        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                    }
                } catch (IOException e) {
                    open.set(false); // cut off
                }
            });
            assertThat(drip.join(Duration.ofSeconds(20))).isTrue();
            open.set(false);
        }
    }

    @Test
    void aLargeBodyThatWasReadDoesNotEndTheConnection() throws Exception {
        int size = 40 << 20;
        try (Socket socket = begin("/most", size)) {
            OutputStream out = socket.getOutputStream();
            byte[] piece = new byte[1 << 20];
            for (int sent = 0; sent < size; sent += piece.length) {
                out.write(piece);
            }
            assertThat(answer(socket)).contains("200");
            out.write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            assertThat(answer(socket)).contains("200", "well");
        }
    }

    @Test
    void whoLeavesInTheMiddleLeavesNoPlaceTaken() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = begin("/file", 1_000_000)) {
                socket.getOutputStream().write(new byte[1_000]);
                String refused = begun.tryAcquire(20, TimeUnit.SECONDS) ? "" : answer(socket);
                assertThat(refused).isEmpty();
            }
            awaitPlace();
        }
    }

    private void awaitPlace() {
        int status = 503;
        while (status == 503) {
            status = post("/file", "image/png", HttpRequest.BodyPublishers.ofString("x"))
                    .statusCode();
        }
        assertThat(status).isEqualTo(200);
        begun.drainPermits();
    }

    /** Two per address, or its other requests would wait for its slow uploads. */
    @Test
    void uploadsOfAnAddressAreFewAndKeepNobodyElseWaiting() throws Exception {
        try (Socket one = begin("/file", 1_000);
                Socket two = begin("/file", 1_000)) {
            assertThat(begun.tryAcquire(2, 20, TimeUnit.SECONDS)).isTrue();
            try (Socket three = begin("/file", 1_000)) {
                assertThat(answer(three)).startsWith("HTTP/1.1 503");
            }
            assertThat(post("/small", "application/json", HttpRequest.BodyPublishers.ofString("{\"text\":\"a\"}"))
                            .body())
                    .isEqualTo("a");
            for (Socket socket : List.of(one, two)) {
                socket.getOutputStream().write(new byte[1_000]);
                assertThat(answer(socket)).startsWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void aFormIsReadPartByPart() {
        String body = """
                --xyz
                Content-Disposition: form-data; name="text"

                喜鹊
                --xyz
                Content-Disposition: form-data; name="file"; filename="a b.png"
                Content-Type: image/png

                %s
                --xyz
                Content-Disposition: form-data; name="skipped"; filename="c"

                %s
                --xyz
                content-disposition: form-data; name=last

                --xy-z
                --xyz--
                """.formatted("p".repeat(100_000), "s".repeat(100_000));
        assertThat(form(body).body()).isEqualTo("text=喜鹊 file:a b.png:image/png:100000 skipped last=--xy-z");
    }

    @Test
    void aFormThatIsNoneIsRefused() {
        assertThat(post("/form", "image/png", HttpRequest.BodyPublishers.ofString("x"))
                        .statusCode())
                .isEqualTo(415);
        assertThat(form("nothing").body()).isEqualTo("MALFORMED!");
        assertThat(form("--xyz\nContent-Disposition: form-data; name=\"a\"\n\n" + "1".repeat(101) + "\n--xyz--\n")
                        .statusCode())
                .as("a long text")
                .isEqualTo(413);
    }

    @Test
    void aStopDoesNotWaitForWhoSendsNothing() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        try (Socket socket = begin("/file", 1_000_000)) {
            assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            Thread.startVirtualThread(() -> {
                server.close();
                stopped.countDown();
            });
            assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(socket.isClosed()).isFalse();
        }
    }
}
