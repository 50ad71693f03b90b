package magpie.micro;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import magpie.gateway.http.coding.Coding;
import magpie.gateway.http.coding.Compression;
import magpie.gateway.http.coding.Compression.Compressed;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Measures compressing a page of 20 posts by each coding: pages of different readers in turn, so that none is near. */
@State(Scope.Benchmark)
public class CompressionBenchmark {
    private static final int POSTS = 20;
    private static final int PAGES = 256;
    private static final String[] WORDS =
            ("the morning train was late again so we walked along the river and talked about bread music and maps my"
                            + " neighbour plants tomatoes on the roof every spring somebody left a letter in the library")
                    .split(" ", -1);

    private final Compression compression = new Compression();
    private final ByteBuffer[] pages = new ByteBuffer[PAGES];
    private int next;

    /** Writes the pages, and waits for the codings. */
    @Setup
    public void write() {
        SplittableRandom dice = new SplittableRandom(5);
        for (int i = 0; i < PAGES; i++) {
            pages[i] = ByteBuffer.wrap(page(dice).getBytes(StandardCharsets.UTF_8));
        }
        long end = System.nanoTime() + 30_000_000_000L;
        while (compression.compress(Coding.ZSTD.token(), pages[0]) == null) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("There is no Zstandard here.");
            }
            Thread.onSpinWait();
        }
    }

    /** By gzip. */
    @Benchmark
    public @Nullable Compressed gzip() {
        return compression.compress("gzip, deflate, br", page());
    }

    /** By Zstandard. */
    @Benchmark
    public @Nullable Compressed zstd() {
        return compression.compress("gzip, deflate, br, zstd", page());
    }

    private ByteBuffer page() {
        return pages[next++ & (PAGES - 1)];
    }

    private static String page(SplittableRandom dice) {
        StringBuilder page = new StringBuilder("{\"items\":[");
        for (int i = 0; i < POSTS; i++) {
            page.append(i == 0 ? "" : ",")
                    .append("{\"post\":{\"id\":\"")
                    .append(id(dice))
                    .append("\",\"text\":\"");
            for (int word = 8 + dice.nextInt(23); word > 0; word--) {
                page.append(WORDS[dice.nextInt(WORDS.length)]).append(' ');
            }
            page.append("\",\"createdAt\":\"2026-01-02T15:04:05.")
                    .append(100 + dice.nextInt(900))
                    .append("Z\",\"replyToId\":null,\"media\":[],\"tags\":[],\"replyToAuthor\":null,\"mentions\":[],")
                    .append("\"author\":{\"id\":\"")
                    .append(id(dice))
                    .append("\",\"username\":\"u")
                    .append(dice.nextInt(1_000))
                    .append("\",\"displayName\":\"Ada\",\"avatarUrl\":null},\"counts\":{\"likes\":")
                    .append(dice.nextInt(50))
                    .append(",\"reposts\":0,\"replies\":0},\"viewer\":{\"liked\":false,\"reposted\":false}},")
                    .append("\"at\":\"2026-01-02T15:04:05.678Z\"}");
        }
        return page.append("],\"nextCursor\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"partial\":false}")
                .toString();
    }

    private static long id(SplittableRandom dice) {
        return 230_000_000_000_000_000L + dice.nextLong(1_000_000_000_000_000L);
    }
}
