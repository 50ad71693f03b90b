package magpie.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import magpie.kit.StartException;
import magpie.kit.fastpath.FastPath;
import magpie.kit.roles.Edge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server around the routes: TLS, other sites' pages, overload, stopping. */
class ServerTest extends GatewayTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    @Test
    void tlsSpeaksHttp2AndHttp1() throws Exception {
        KeyStore store = selfSigned();
        start(Map.of(), new Edge("127.0.0.1", 0, true, pem(store, true), pem(store, false), 0));
        URI uri = URI.create("https://127.0.0.1:" + gateway.port() + "/v1/nowhere");
        for (HttpClient.Version version : HttpClient.Version.values()) {
            if (version.name().equals("HTTP_3")) {
                continue;
            }
            try (HttpClient client = HttpClient.newBuilder()
                    .version(version)
                    .sslContext(trusting(store))
                    .build()) {
                HttpResponse<String> response =
                        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
                assertProblem(response, 404, "NOT_FOUND");
                assertThat(response.version()).isEqualTo(version);
                assertThat(response.headers().firstValue("Strict-Transport-Security"))
                        .isPresent();
            }
        }
    }

    @Test
    void anAnswerOverHttp2IsHeardAlsoBesideABodyThatNobodyWanted() throws Exception {
        KeyStore store = selfSigned();
        start(Map.of(), new Edge("127.0.0.1", 0, true, pem(store, true), pem(store, false), 0));
        URI uri = URI.create("https://127.0.0.1:" + gateway.port() + "/v1/posts");
        try (HttpClient h2 = HttpClient.newBuilder().sslContext(trusting(store)).build()) {
            for (int size : new int[] {1, 2_000, 3_000, 100_000, 900_000}) {
                HttpRequest forged = HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer forged")
                        .POST(HttpRequest.BodyPublishers.ofString(" ".repeat(size)))
                        .build();
                HttpResponse<String> response = h2.send(forged, HttpResponse.BodyHandlers.ofString());
                assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertProblem(response, 401, "UNAUTHENTICATED");
            }
        }
    }

    @Test
    void aKeyThatIsNoneIsRefusedWithAdvice() throws Exception {
        KeyStore store = selfSigned();
        Path chain = pem(store, true);
        assertThatThrownBy(() -> start(Map.of(), new Edge("127.0.0.1", 0, true, chain, chain, 0)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("openssl pkcs8");
        assertThatThrownBy(() -> start(Map.of(), new Edge("127.0.0.1", 0, true, chain, null, 0)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("go together");
    }

    @Test
    void onlyNamedSitesPagesMayCall() {
        start(Map.of("gateway.cors-origins", "https://app.example"));
        HttpResponse<String> named = send(request("/v1/nowhere").header("Origin", "https://app.example"));
        assertThat(named.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://app.example");
        HttpResponse<String> other = send(request("/v1/nowhere").header("Origin", "https://appxexample"));
        assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        HttpResponse<String> preflight = send(request("/v1/posts")
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization, content-type")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(preflight.statusCode()).isLessThan(300);
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Methods")
                        .orElseThrow())
                .contains("POST");
    }

    @Test
    void whatIsTooMuchIsRefusedAndWhatIsUnderWayFinishes() throws Exception {
        start(Map.of("gateway.max-in-flight", "1"));
        String token = network.token(network.join("ann"), 1);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        network.pause = () -> {
            inside.countDown();
            await(goOn);
        };
        CompletableFuture<HttpResponse<String>> slow = http.sendAsync(
                request("/v1/me").header("Authorization", "Bearer " + token).build(),
                HttpResponse.BodyHandlers.ofString());
        await(inside);
        HttpResponse<String> refused = get("/v1/nowhere");
        assertProblem(refused, 503, "OVERLOADED");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);

        Thread stopping = Thread.startVirtualThread(gateway::close);
        goOn.countDown();
        assertThat(slow.get().statusCode()).isEqualTo(200);
        stopping.join();
        gateway = null;
    }

    @Test
    void aFeedIsReadWhereItsRequestArrivesUnlessSomethingTakesLong() throws Exception {
        start(Map.of("gateway.user-limit", "100"));
        String token = network.token(network.join("ann"), 1);
        Deque<Boolean> onAThreadOfItsOwn = new ConcurrentLinkedDeque<>();
        network.feedRead = () -> onAThreadOfItsOwn.add(Thread.currentThread().isVirtual());
        assertThat(newConnection("/v1/feed", token).statusCode()).isEqualTo(200);
        assertThat(newConnection("/v1/feed", token).statusCode()).isEqualTo(200);
        assertThat(onAThreadOfItsOwn).as("first the token must be verified").containsExactly(true, false);

        onAThreadOfItsOwn.clear();
        network.feedRead = () -> {
            onAThreadOfItsOwn.add(Thread.currentThread().isVirtual());
            FastPath.exceeded();
        };
        HttpResponse<String> twice = newConnection("/v1/feed", token);
        assertThat(twice.statusCode()).isEqualTo(200);
        assertThat(onAThreadOfItsOwn).containsExactly(false, true);
        assertThat(twice.headers().firstValue("RateLimit").orElseThrow())
                .as("spent once")
                .contains("r=97;");
    }

    /** A new connection, so that the selector sees the request: an answering thread reads its connection's next. */
    private HttpResponse<String> newConnection(String path, String token) throws Exception {
        HttpRequest request =
                request(path).header("Authorization", "Bearer " + token).build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void whenItIsTooMuchReadsAreRefusedBeforeWrites() throws Exception {
        start(Map.of("gateway.max-in-flight", "8"));
        String token = network.token(network.join("ann"), 1);
        CountDownLatch inside = new CountDownLatch(2);
        CountDownLatch goOn = new CountDownLatch(1);
        network.pause = () -> {
            inside.countDown();
            await(goOn);
        };
        HttpRequest read =
                request("/v1/me").header("Authorization", "Bearer " + token).build();
        CompletableFuture<?> one = http.sendAsync(read, HttpResponse.BodyHandlers.discarding());
        CompletableFuture<?> two = http.sendAsync(read, HttpResponse.BodyHandlers.discarding());
        await(inside);
        assertProblem(get("/v1/feed", token), 503, "OVERLOADED");
        assertThat(post("/v1/posts", token, "{\"text\":\"still\"}").statusCode())
                .isEqualTo(201);
        goOn.countDown();
        CompletableFuture.allOf(one, two).get();
        boolean again = IntStream.range(0, 1_000)
                .anyMatch(tried -> get("/v1/feed", token).statusCode() == 200);
        assertThat(again).as("a place is given back once the answer is sent").isTrue();
    }

    @Test
    void aReadThatHasWaitedTooLongInItsSocketIsRefused() {
        start(Map.of(), new Edge("127.0.0.1", 0, false, null, null, 0)); // more than one person may request
        String token = network.token(network.join("ann"), 1);
        assertThat(get("/v1/feed", token).statusCode()).isEqualTo(200);
        int requests = 300 * Runtime.getRuntime().availableProcessors(); // a selector for each, each with its share
        network.feedRead = () -> LockSupport.parkNanos(5_000_000);
        HttpRequest read =
                request("/v1/feed").header("Authorization", "Bearer " + token).build();
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int burst = 0; burst < 5 && answers.stream().noneMatch(answer -> answer.statusCode() == 503); burst++) {
            answers.addAll(IntStream.range(0, requests) // retried, as a client without CPU makes no crowd
                    .mapToObj(i -> http.sendAsync(read, HttpResponse.BodyHandlers.ofString()))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList());
        }
        assertThat(answers).anyMatch(answer -> answer.statusCode() == 200).anySatisfy(answer -> {
            assertProblem(answer, 503, "OVERLOADED");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        });
        network.feedRead = () -> {};
        assertThat(get("/v1/feed", token).statusCode()).isEqualTo(200);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private KeyStore selfSigned() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "magpie",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            return store;
        }
    }

    private Path pem(KeyStore store, boolean certificate) throws IOException, GeneralSecurityException {
        byte[] der = certificate
                ? store.getCertificate("magpie").getEncoded()
                : store.getKey("magpie", PASSWORD).getEncoded();
        String label = certificate ? "CERTIFICATE" : "PRIVATE KEY";
        String body = Base64.getMimeEncoder().encodeToString(der);
        Path file = folder.resolve(certificate ? "cert.pem" : "key.pem");
        return Files.writeString(file, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
    }

    private static SSLContext trusting(KeyStore store) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("magpie", store.getCertificate("magpie"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
