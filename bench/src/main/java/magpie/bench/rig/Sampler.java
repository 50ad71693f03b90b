package magpie.bench.rig;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import magpie.bench.machine.Proc;
import magpie.bench.machine.Proc.Memory;
import magpie.bench.report.Trend.Series;
import magpie.bench.server.Metrics;
import magpie.kit.Waits;

/** Samples a server periodically while it is driven, and renews its tokens. */
public final class Sampler implements Runnable, AutoCloseable {
    private static final double MIB = 0x1p20;

    private final Rig rig;
    private final Duration every;
    private final Series resident = new Series("resident", "MiB", 16);
    private final Series heap = new Series("heap in use", "MiB", 32);
    private final Series live = new Series("heap after collection", "MiB", 16);
    private final Series lag = new Series("events behind", "", 100);
    private final Series fanOut = new Series("fan-out", "ms", 5);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = new Thread(this, "sampler");
    private double fanOutSeconds;
    private double fanOuts;

    private Sampler(Rig rig, Duration every) {
        this.rig = rig;
        this.every = every;
    }

    public static Sampler start(Rig rig, Duration every) {
        Sampler sampler = new Sampler(rig, every);
        sampler.thread.setDaemon(true);
        sampler.thread.start();
        return sampler;
    }

    /** Stops and returns all samples. */
    public List<Series> series() {
        close();
        return List.of(resident, heap, live, lag, fanOut);
    }

    @Override
    public void run() {
        try {
            while (!over.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
                sample();
                rig.people().renew();
            }
        } catch (IOException e) {
            System.err.println("magpie: no more samples: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        Waits.unlessInterrupted(thread::join);
    }

    private void sample() throws IOException {
        Metrics metrics = rig.server().metrics();
        resident.add(Proc.of(rig.server().pid()).memory().map(Memory::resident).orElse(0L) / MIB);
        heap.add(metrics.heapBytes() / MIB);
        live.add(metrics.heapAfterCollection() / MIB);
        lag.add(metrics.lag());
        double count = metrics.fanOuts() - fanOuts;
        fanOut.add(count == 0 ? 0 : (metrics.fanOutSeconds() - fanOutSeconds) / count * 1e3);
        fanOuts = metrics.fanOuts();
        fanOutSeconds = metrics.fanOutSeconds();
    }
}
