package magpie.gateway.http.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client's stream of server-sent events. Any thread may send, and never waits for the client: a client that does
 * not keep up loses the stream, not single events, and reconnects with the id of the last one it has. In quiet times a
 * comment is sent now and then, which shows both sides and those between that the other is still there.
 */
public final class EventStream implements Download {
    /** The most events that wait for a client. */
    private static final int WAITING = 128;

    private static final byte[] PULSE = ":\n\n".getBytes(UTF_8);
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> events = new ArrayBlockingQueue<>(WAITING);
    private final Runnable ended;
    private volatile Duration heartbeat = Duration.ofSeconds(15);
    private volatile boolean closed;

    /** Creates a stream; {@code ended} runs once when it is over, whoever ended it. */
    public EventStream(Runnable ended) {
        this.ended = ended;
    }

    /**
     * Sends an event; false if the stream is over.
     *
     * @param id what a reconnecting client names as its last; null for an event that cannot be resumed from
     * @param data one line of UTF-8, such as JSON
     */
    public boolean send(@Nullable String id, String event, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + 64);
        if (id != null) {
            out.writeBytes(("id: " + id + "\n").getBytes(UTF_8));
        }
        out.writeBytes(("event: " + event + "\ndata: ").getBytes(UTF_8));
        out.writeBytes(data);
        out.write('\n');
        out.write('\n');
        if (!closed && !events.offer(out.toByteArray())) {
            close();
        }
        return !closed;
    }

    /** Ends the stream, if it has not ended. */
    public void close() {
        closed = true;
        while (!events.offer(END)) {
            events.clear(); // a client that is too slow reconnects, and gets them then
        }
    }

    void beat(Duration every) {
        heartbeat = every;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try {
            byte[] next = PULSE; // at once, so that the client knows that it is connected
            while (next.length > END.length) {
                out.write(next);
                out.flush();
                byte[] event = events.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
                next = event == null ? PULSE : event;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
        }
    }

    void over() {
        closed = true;
        ended.run();
    }
}
