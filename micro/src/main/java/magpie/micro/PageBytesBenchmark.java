package magpie.micro;

import java.nio.charset.StandardCharsets;
import magpie.gateway.json.JsonBytes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures writing a page of 20 posts from pre-encoded bytes, with what differs from reader to reader. */
@State(Scope.Benchmark)
public class PageBytesBenchmark {
    private static final int POSTS = 20;
    private static final int ROOM = 16 << 10;

    private final byte[] post = ("{\"id\":\"230000000000000002\",\"text\":\""
                    + "the morning train was late again ".repeat(4)
                    + "\",\"createdAt\":\"2026-01-02T15:04:05.678Z\",\"tags\":[],\"mentions\":[]}")
            .getBytes(StandardCharsets.UTF_8);
    private long counts;

    /** One page. */
    @Benchmark
    public byte[] write() {
        JsonBytes page = new JsonBytes(ROOM);
        page.open().name("items").openList();
        for (int i = 0; i < POSTS; i++) {
            page.open().name("post").raw(post);
            page.name("likes")
                    .number(counts++)
                    .name("reposts")
                    .number(i)
                    .name("liked")
                    .flag(i % 2 == 0);
            page.close();
        }
        page.closeList().name("nextCursor").text("AAAAAAAAAAAAAAAAAAAAAA").close();
        return page.toBytes();
    }
}
