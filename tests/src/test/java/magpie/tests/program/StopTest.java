package magpie.tests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import magpie.client.Person;
import magpie.client.ServerProcess;
import magpie.client.ServerProcess.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM: work in progress ends properly, what was acknowledged is kept, and it does not take forever. */
class StopTest {
    private static final int TERMINATED = 128 + 15;

    @TempDir
    Path folder;

    @Test
    void requestsUnderWayGetTheirAnswerAndAllIsKept() throws Exception {
        Path data = folder.resolve("data");
        List<String> texts = List.of("one", "two", "three");
        try (ServerProcess instance = RealInstance.start(data)) {
            Person ada = instance.provision(List.of("ada")).getFirst();
            List<HalfRequest> underWay = new ArrayList<>();
            for (String text : texts) {
                underWay.add(HalfRequest.publication(instance, ada, text));
            }
            instance.terminate();
            instance.awaitOutput("Stopping");
            for (HalfRequest request : underWay) {
                assertThat(request.finish()).startsWith("HTTP/1.1 201 ").contains("\"id\":");
            }
            assertThat(instance.awaitEnd(20).code()).isEqualTo(TERMINATED);
        }
        try (ServerProcess instance = RealInstance.start(data)) {
            Person ada = instance.provision(List.of("ada")).getFirst();
            assertThat(ada.feedTexts()).containsExactlyInAnyOrderElementsOf(texts);
            ada.posts("four");
            assertThat(ada.feedTexts()).first().isEqualTo("four");
        }
    }

    @Test
    void aRequestThatNeverEndsDoesNotKeepIt() throws Exception {
        Path data = folder.resolve("data");
        try (ServerProcess instance = RealInstance.start(data, "--gateway.stop-timeout", "1s")) {
            Person ada = instance.provision(List.of("ada")).getFirst();
            String kept = ada.posts("kept");
            HalfRequest endless = HalfRequest.publication(instance, ada, "never said");
            long begun = System.nanoTime();
            Ended ended = instance.stop();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertThat(ended.code()).isEqualTo(TERMINATED);
            assertThat(took).isLessThan(Duration.ofSeconds(15)); // the limit for bodies alone
            assertThat(endless.finish()).doesNotContain(" 201 ");
            assertThat(kept).isNotEmpty();
        }
        try (ServerProcess instance = RealInstance.start(data)) {
            assertThat(instance.provision(List.of("ada")).getFirst().feedTexts())
                    .containsExactly("kept");
        }
    }

    @Test
    void aLoadBalancerHasTimeToGoElsewhere() throws Exception {
        try (ServerProcess instance = RealInstance.start(folder.resolve("data"), "--drain", "5s")) {
            Person ada = instance.provision(List.of("ada")).getFirst();
            instance.terminate();
            instance.awaitOutput("Stopping");
            while (status(instance, "/health/ready") != 503) {
                ada.posts("before it was said");
            }
            assertThat(ada.get("/v1/posts/" + ada.posts("later")).expect(200).text("/text"))
                    .isEqualTo("later");
            assertThat(instance.awaitEnd(20).code()).isEqualTo(TERMINATED);
        }
    }

    private static int status(ServerProcess instance, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(instance.url() + path)).build();
        return instance.http()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** A request whose head the server has read and whose body it awaits: it is certainly in flight. */
    private record HalfRequest(Socket socket, byte[] body) {
        static HalfRequest publication(ServerProcess instance, Person person, String text) throws IOException {
            byte[] body = ("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
            URI url = URI.create(instance.url());
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort());
            socket.setSoTimeout(Math.toIntExact(TimeUnit.SECONDS.toMillis(30)));
            String head = "POST /v1/posts HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nAuthorization: Bearer "
                    + person.token() + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                    + "\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertThat(line(socket.getInputStream())).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(line(socket.getInputStream())).isEmpty();
            return new HalfRequest(socket, body);
        }

        /** Sends the rest and returns the answer; empty if nobody is there any more. */
        String finish() {
            try (socket) {
                socket.getOutputStream().write(body);
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException gone) {
                return "";
            }
        }

        private static String line(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
                line.append((char) c);
            }
            return line.toString().strip();
        }
    }
}
