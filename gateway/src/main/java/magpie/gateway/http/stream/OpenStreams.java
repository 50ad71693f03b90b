package magpie.gateway.http.stream;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.gateway.limit.Shares;

/**
 * The streams that are open: so many, and so many for one address. They take no place among the requests under way, for
 * nothing is being done for them. When the server stops they are ended, since no client would.
 */
public final class OpenStreams {
    private final int most;
    private final Shares shares;
    private final Duration pulse;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    /**
     * No stream yet.
     *
     * @param most the most streams at a time
     * @param share the same of one address
     * @param pulse how long a stream may say nothing
     */
    public OpenStreams(int most, int share, Duration pulse) {
        this.most = most;
        this.shares = new Shares(share);
        this.pulse = pulse;
    }

    /** Begins a stream; false where there are too many, and it is over then. */
    public boolean begin(String address, EventStream stream) {
        if (count.incrementAndGet() > most || !shares.take(address, 1)) {
            count.decrementAndGet();
            stream.over();
            return false;
        }
        stream.beat(pulse);
        open.add(stream);
        if (closing) {
            stream.close();
        }
        return true;
    }

    /** It is over. */
    public void end(String address, EventStream stream) {
        if (open.remove(stream)) {
            count.decrementAndGet();
            shares.giveBack(address, 1);
            stream.over();
        }
    }

    /** Ends all, and each that begins from now on. */
    public void close() {
        closing = true;
        open.forEach(EventStream::close);
    }
}
