package magpie.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import magpie.chaos.audit.Ledger;
import magpie.chaos.audit.Violation;
import magpie.chaos.load.Observer;
import magpie.chaos.load.Pace;
import magpie.chaos.load.Population;
import magpie.chaos.load.Reader;
import magpie.chaos.load.Writer;
import magpie.kit.Waits;

/** A steady load: writers and readers, each on a thread, who share a pace. */
final class Load implements AutoCloseable {
    /** The interval of checks for tokens that must be renewed. */
    private static final long RENEWAL_SECONDS = 10;

    private final Population people;
    private final Findings findings;
    private final List<Writer> writers;
    private final List<Reader> readers;
    private final Pace pace;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> work = new ArrayList<>();

    Load(ChaosConfig config, long seed, Population people, Ledger ledger, Observer observer, Findings findings) {
        this.people = people;
        this.findings = findings;
        this.pace = new Pace(config.rate());
        int accounts = config.people() / config.writers();
        this.writers = IntStream.range(0, config.writers())
                .mapToObj(number ->
                        new Writer(number, accounts, config.people(), config.strangers(), ledger, observer, seed))
                .toList();
        this.readers = IntStream.range(0, config.readers())
                .mapToObj(number -> new Reader(observer, findings::add, seed - 1 - number))
                .toList();
    }

    void start() {
        writers.forEach(writer -> begin(() -> writer.work(people, this::goesOn, pace::await)));
        readers.forEach(reader -> begin(() -> reader.work(people, this::goesOn, pace::await)));
        begin(this::renew);
    }

    /** Stops it, and then gets each open action acknowledged. */
    void finish(Duration limit) throws InterruptedException {
        stop.countDown();
        await();
        people.renew();
        writers.forEach(writer -> begin(() -> writer.finish(people, limit)));
        await();
    }

    @Override
    public void close() {
        stop.countDown();
        threads.shutdownNow();
        threads.close();
    }

    /** A writer who has found a broken promise stops: what holds after that is unknown. */
    private void begin(Runnable task) {
        work.add(threads.submit(() -> {
            try {
                task.run();
            } catch (Violation violation) {
                findings.add(violation);
            } catch (RuntimeException e) {
                Violation unexpected = new Violation(Violation.Kind.WRONG_ANSWER, "unexpected error: " + e);
                unexpected.initCause(e);
                findings.add(unexpected);
            }
        }));
    }

    private void await() throws InterruptedException {
        for (Future<?> one : work) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the load ended by itself", e.getCause());
            }
        }
        work.clear();
    }

    private void renew() {
        Waits.unlessInterrupted(() -> {
            while (!stop.await(RENEWAL_SECONDS, TimeUnit.SECONDS)) {
                people.renew();
            }
        });
    }

    private boolean goesOn() {
        return stop.getCount() > 0;
    }
}
