package magpie.gateway.http.stream;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.gateway.limit.Shares;

/**
 * Limits the open streams, in all and per address. They take no place among the requests in flight, as nothing is being
 * done for them. A server stop ends them, since no client would.
 */
public final class OpenStreams {
    private final int most;
    private final Shares shares;
    private final Duration heartbeat;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    /**
     * Starts without streams.
     *
     * @param most the most streams at a time
     * @param share the most of one address
     * @param heartbeat how long a stream may be silent
     */
    public OpenStreams(int most, int share, Duration heartbeat) {
        this.most = most;
        this.shares = new Shares(share);
        this.heartbeat = heartbeat;
    }

    /** Begins a stream; if there are too many, ends it and returns false. */
    public boolean begin(String address, EventStream stream) {
        if (count.incrementAndGet() > most || !shares.take(address, 1)) {
            count.decrementAndGet();
            stream.over();
            return false;
        }
        stream.beat(heartbeat);
        open.add(stream);
        if (closing) {
            stream.close();
        }
        return true;
    }

    /** Removes a stream that is over. */
    public void end(String address, EventStream stream) {
        if (open.remove(stream)) {
            count.decrementAndGet();
            shares.giveBack(address, 1);
            stream.over();
        }
    }

    /** Ends all streams, and each that begins from now on. */
    public void close() {
        closing = true;
        open.forEach(EventStream::close);
    }
}
