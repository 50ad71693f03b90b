package magpie.micro;

import magpie.api.log.Batch;
import magpie.api.post.PostEvent;
import magpie.kit.log.Event;
import magpie.kit.log.EventCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures reading an event from a topic's entry. */
@State(Scope.Benchmark)
public class EventCodecBenchmark {
    private final EventCodec codec = EventCodec.of(PostEvent.TOPIC, PostEvent.class);
    private final Batch.Entry entry = new Batch.Entry(
            4_711,
            230_000_000_000_000_001L,
            1_790_000_000_000L,
            "PostPublished",
            "{\"postId\":230000000000000002,\"authorId\":230000000000000001,\"replyToId\":0,\"replyToAuthorId\":0,"
                    + "\"mentionedIds\":[]}");

    /** One published post. */
    @Benchmark
    public Event read() {
        return codec.read(entry);
    }
}
