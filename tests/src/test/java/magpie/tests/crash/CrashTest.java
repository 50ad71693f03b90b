package magpie.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import magpie.chaos.audit.Audit;
import magpie.chaos.audit.Ledger;
import magpie.chaos.audit.Operation;
import magpie.chaos.audit.Outcome;
import magpie.chaos.load.Writer;
import magpie.client.Person;
import magpie.client.ServerProcess;
import magpie.tests.program.RealInstance;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real process under load, killed with SIGKILL at random instants and restarted on its data, over and over:
 * whatever was acknowledged is there, and whatever was not is there wholly or not at all. Windows and thresholds are
 * small, so that authors become celebrities meanwhile and feeds are read far past the window. A killed process cannot
 * show what a power failure adds, the loss of what the operating system had not written; {@code synchronous=FULL}
 * covers that.
 */
class CrashTest {
    private static final int WRITERS = 8;
    private static final int ACCOUNTS = 3;
    private static final int PEOPLE = WRITERS * ACCOUNTS;
    private static final int STRANGERS = 4;
    private static final String[] SMALL = {
        "--feed.window", "100",
        "--feed.step", "4",
        "--feed.pull-margin", "0s",
        "--feed.cached-posts", "200",
        "--graph.celebrity-threshold", "9",
        "--gateway.access-log", "off",
        "--log-level", "warn"
    };

    private final long seed = Long.getLong("magpie.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Ledger ledger = new Ledger();
    private final Semaphore acknowledged = new Semaphore(0);
    private final AtomicLong refused = new AtomicLong();
    private final List<Writer> writers = IntStream.range(0, WRITERS)
            .mapToObj(number -> new Writer(number, ACCOUNTS, PEOPLE, STRANGERS, ledger, this::attempted, seed))
            .toList();

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedSurvivesThreeKills() throws Exception {
        surviveKills(3);
    }

    @Test
    @Tag("full")
    void whatWasAcknowledgedSurvivesTwentyKills() throws Exception {
        surviveKills(20);
    }

    private void surviveKills(int rounds) throws Exception {
        System.out.println("seed " + seed + " (again with -Dmagpie.seed=" + seed + ")");
        for (int round = 0; round < rounds; round++) {
            try (ServerProcess instance = start()) {
                List<Person> people = audited(instance, round);
                workUntilKilled(instance, people);
            }
            if (random.nextInt(3) == 0) {
                killWhileStarting();
            }
        }
        try (ServerProcess instance = start()) {
            audited(instance, rounds);
        }
    }

    private ServerProcess start() throws IOException {
        return RealInstance.start(folder.resolve("data"), SMALL);
    }

    /** The people of this instance, after checking it for all that earlier ones acknowledged. */
    private List<Person> audited(ServerProcess instance, int round) {
        List<Person> people = instance.provision(IntStream.range(0, PEOPLE + STRANGERS)
                .mapToObj(who -> "person_" + who)
                .toList());
        writers.forEach(writer -> writer.finish(() -> people, Duration.ofSeconds(20)));
        instance.settle();
        System.out.println("after kill " + round + ": " + ledger.summary());
        new Audit(people, ledger.state()).run();
        return people;
    }

    private void workUntilKilled(ServerProcess instance, List<Person> people) throws Exception {
        acknowledged.drainPermits();
        AtomicBoolean alive = new AtomicBoolean(true);
        List<Future<?>> work = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            writers.forEach(writer -> work.add(threads.submit(() -> writer.work(() -> people, alive::get, () -> {}))));
            boolean enough = acknowledged.tryAcquire(200 + random.nextInt(1_000), 60, TimeUnit.SECONDS);
            aMoment(20);
            boolean alone = !instance.isAlive();
            instance.kill9();
            alive.set(false);
            assertThat(alone).as("it died by itself:\n%s", instance.output()).isFalse();
            failures(work);
            assertThat(refused.get()).as("requests refused").isZero();
            assertThat(enough).as("too little was acknowledged within a minute").isTrue();
        }
    }

    private void attempted(Operation operation, long startNanos, Outcome outcome, String why) {
        if (outcome == Outcome.SUCCEEDED) {
            acknowledged.release();
        } else if (outcome == Outcome.REFUSED) {
            refused.incrementAndGet();
        }
    }

    private static void failures(List<Future<?>> work) throws InterruptedException {
        for (Future<?> one : work) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new AssertionError("a writer met what must not be: " + e.getCause(), e);
            }
        }
    }

    /** A start that is itself killed: recovery must be repeatable. */
    private void killWhileStarting() throws IOException {
        try (ServerProcess instance = RealInstance.spawn(folder.resolve("data"), SMALL)) {
            aMoment(3_000);
            instance.kill9();
        }
    }

    /** Answers come in groups right after a commit; kills shall hit other instants as well. */
    private void aMoment(int millis) {
        LockSupport.parkNanos(random.nextInt(millis * 1_000) * 1_000L);
    }
}
