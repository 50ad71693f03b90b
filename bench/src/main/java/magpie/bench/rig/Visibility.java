package magpie.bench.rig;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import magpie.bench.drive.Network;
import magpie.bench.drive.Tally;
import magpie.bench.http.HttpConnection;
import magpie.bench.server.Account;
import magpie.kit.Waits;

/**
 * Measures how long after its acknowledgement a post is visible to a follower: a random author publishes, a random
 * follower reads their feed repeatedly until the post is on the first page. It counts from the acknowledgement to the
 * end of that read, which is thus part of the time. One sample after another, beside the load.
 */
public final class Visibility implements Runnable, AutoCloseable {
    private static final long LIMIT_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long BETWEEN_SAMPLES_NANOS = 50_000_000;
    private static final long BETWEEN_READS_NANOS = 500_000;

    private final Network network;
    private final Population people;
    private final Api api;
    private final HttpConnection connection;
    private final SplittableRandom dice;
    private final Tally tally = new Tally();
    private final Thread thread = new Thread(this, "visibility");
    private volatile boolean over;

    private Visibility(Rig rig) {
        this.network = rig.network();
        this.people = rig.people();
        this.api = rig.api();
        this.connection = new HttpConnection(rig.server().api());
        this.dice = new SplittableRandom(rig.seed());
    }

    /** Starts sampling. */
    public static Visibility start(Rig rig) {
        Visibility visibility = new Visibility(rig);
        visibility.thread.setDaemon(true);
        visibility.thread.start();
        return visibility;
    }

    /** The sampled times; a post that was never seen is an error. */
    public Tally tally() {
        return tally;
    }

    @Override
    public void run() {
        try (connection) {
            while (!over) {
                sample();
                LockSupport.parkNanos(BETWEEN_SAMPLES_NANOS);
            }
        }
    }

    /** Finishes the sample under way. */
    @Override
    public void close() {
        over = true;
        Waits.unlessInterrupted(thread::join);
    }

    private void sample() {
        int edge = network.edge(dice);
        try {
            byte[] post = api.publishAndName(
                    connection, people.account(network.graph().followee(edge)));
            await(post, people.account(network.graph().follower(edge)));
        } catch (IOException e) {
            tally.failed(e.toString());
        }
    }

    private void await(byte[] post, Account reader) throws IOException {
        long acknowledged = System.nanoTime();
        while (!api.shows(connection, reader, post)) {
            if (System.nanoTime() - acknowledged > LIMIT_NANOS) {
                tally.failed("a post was not seen within 10 s");
                return;
            }
            LockSupport.parkNanos(BETWEEN_READS_NANOS);
        }
        tally.took(System.nanoTime() - acknowledged);
    }
}
