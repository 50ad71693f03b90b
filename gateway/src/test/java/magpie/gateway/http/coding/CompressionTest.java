package magpie.gateway.http.coding;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import magpie.gateway.http.coding.Compression.Compressed;
import magpie.kit.Waits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
    private static final String PAGE = "{\"text\":\"A nest in the poplar, 六個蛋 🪺\",\"liked\":false},".repeat(200);
    /** As current browsers say it. */
    private static final String BROWSER = "gzip, deflate, br, zstd";

    private final Random random = new Random(7);
    private final Compression compression = new Compression();

    @BeforeEach
    void awaitZstandard() throws InterruptedException {
        ByteBuffer page = ByteBuffer.wrap(PAGE.getBytes(StandardCharsets.UTF_8));
        assertThat(Waits.until(
                        Duration.ofSeconds(30), Duration.ofMillis(1), () -> compression.compress("zstd", page) != null))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", BROWSER})
    void whatIsCompressedComesBackAndTheRestIsLeftAlone(String accepted) {
        for (int round = 0; round < 300; round++) {
            byte[] plain = new byte[random.nextInt(3_000)];
            random.nextBytes(plain);
            byte[] twice = new String(plain, StandardCharsets.ISO_8859_1)
                    .repeat(1 + round % 3)
                    .getBytes(StandardCharsets.UTF_8);
            ByteBuffer content = round % 2 == 0
                    ? ByteBuffer.wrap(twice)
                    : ByteBuffer.allocateDirect(twice.length).put(twice).flip();
            Compressed compressed = compression.compress(accepted, content);
            assertThat(content.remaining()).as("the content is not used up").isEqualTo(twice.length);
            if (compressed != null) {
                assertThat(compressed.content().remaining()).isLessThanOrEqualTo(twice.length);
                assertThat(plain(compressed)).isEqualTo(twice);
            }
        }
        byte[] noise = new byte[5_000];
        random.nextBytes(noise);
        assertThat(compression.compress(accepted, ByteBuffer.wrap(noise))).isNull();
    }

    @Test
    void aPieceOfAnArrayIsCompressedAlone() {
        byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
        ByteBuffer piece = ByteBuffer.wrap(page, 100, 5_000).slice();
        for (String accepted : List.of("gzip", BROWSER)) {
            assertThat(plain(compression.compress(accepted, piece))).isEqualTo(Arrays.copyOfRange(page, 100, 5_100));
        }
    }

    @Test
    void zstandardIsSmallerThanGzip() {
        ByteBuffer page = ByteBuffer.wrap(PAGE.getBytes(StandardCharsets.UTF_8));
        Compressed zstd = compression.compress(BROWSER, page);
        assertThat(zstd.coding()).isEqualTo(Coding.ZSTD);
        assertThat(zstd.content().remaining())
                .isLessThan(compression.compress("gzip", page).content().remaining());
    }

    @Test
    void theClientsWishCounts() {
        ByteBuffer page = ByteBuffer.wrap(PAGE.getBytes(StandardCharsets.UTF_8));
        assertThat(compression.compress("zstd;q=0.5, gzip", page).coding()).isEqualTo(Coding.GZIP);
        assertThat(compression.compress("identity", page)).isNull();
        assertThat(compression.compress(null, page)).isNull();
    }

    @Test
    void untilZstandardIsLoadedItIsGzipOrNothing() {
        Compression fresh = new Compression();
        ByteBuffer page = ByteBuffer.wrap(PAGE.getBytes(StandardCharsets.UTF_8));
        assertThat(fresh.compress("gzip, zstd;q=0", page).coding()).isEqualTo(Coding.GZIP);
        Compressed first = fresh.compress("zstd", page);
        assertThat(first == null || first.coding() == Coding.ZSTD).isTrue();
    }

    @Test
    void manyAtOnceDoNotMixTheirAnswers() throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = IntStream.range(0, 64)
                    .mapToObj(i -> clients.submit(() -> comesBack("client " + i + PAGE.repeat(1 + i % 4), i)))
                    .toList();
            for (Future<Boolean> one : all) {
                assertThat(one.get()).isTrue();
            }
        }
    }

    private boolean comesBack(String page, int client) {
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        boolean same = true;
        for (int i = 0; i < 20; i++) {
            Compressed compressed =
                    compression.compress((client + i) % 2 == 0 ? "gzip" : BROWSER, ByteBuffer.wrap(bytes));
            same &= Arrays.equals(plain(compressed), bytes);
        }
        return same;
    }

    private static byte[] plain(Compressed compressed) {
        byte[] bytes = new byte[compressed.content().remaining()];
        compressed.content().duplicate().get(bytes);
        InputStream packed = new ByteArrayInputStream(bytes);
        try (InputStream in =
                compressed.coding() == Coding.ZSTD ? new ZstdInputStream(packed) : new GZIPInputStream(packed)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
