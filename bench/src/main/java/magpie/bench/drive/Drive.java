package magpie.bench.drive;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import magpie.bench.http.HttpConnection;
import magpie.bench.http.ShedException;
import magpie.bench.http.WrongAnswerException;

/**
 * Makes the requests of a stage with a number of workers, each a platform thread with its own connection: a virtual
 * thread would add a poller's round trip to each read.
 */
public record Drive(InetSocketAddress address, int workers) {
    /** How long after the end of a stage an answer may come. */
    private static final long GRACE_MILLIS = 30_000;

    private static final long PAUSE_AFTER_FAULT_NANOS = 10_000_000;
    private static final long WATCH_MILLIS = 200;

    /** Makes one request and checks its answer. */
    public interface Action {
        /** The number of items on the page, or -1 if it was not counted; an exception says what was wrong. */
        int make(HttpConnection connection, Request request, long index) throws IOException;
    }

    /** The outcome of a request. */
    public enum Fate {
        ACCEPTED,
        /** Refused for now, with a Retry-After. */
        SHED,
        FAILED
    }

    /** Observes every request of an open loop; called by all workers at once. */
    interface Observer {
        /** Times in nanoseconds: the intended start within the stage, and from either start to the answer's end. */
        void saw(Kind kind, long intended, long sinceIntended, long sinceSent, Fate fate);
    }

    public Stage run(Plan plan, Pace pace, Action action) throws InterruptedException {
        return run(plan, pace, action, _ -> {});
    }

    /** Runs a stage and reports from time to time how many requests were begun. */
    public Stage run(Plan plan, Pace pace, Action action, LongConsumer progress) throws InterruptedException {
        return run(plan, pace, action, progress, (_, _, _, _, _) -> {});
    }

    /** Runs a stage with an observer. */
    public Stage run(Plan plan, Pace pace, Action action, LongConsumer progress, Observer observer)
            throws InterruptedException {
        Crew crew = new Crew(plan, pace, action, observer);
        List<Worker> all = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            all.add(new Worker(crew, new HttpConnection(address)));
        }
        List<Thread> threads = all.stream()
                .map(worker -> Thread.ofPlatform().name("load").daemon().start(worker))
                .toList();
        for (Thread thread : threads) {
            watch(thread, crew, all, progress);
        }
        progress.accept(crew.begun());
        return crew.result();
    }

    /** Waits for a worker; closes connections that still wait long after the stage. */
    private static void watch(Thread thread, Crew crew, List<Worker> all, LongConsumer progress)
            throws InterruptedException {
        long overFor = 0;
        while (thread.isAlive()) {
            thread.join(WATCH_MILLIS);
            progress.accept(crew.begun());
            overFor = crew.isOver() ? overFor + WATCH_MILLIS : 0;
            if (overFor > GRACE_MILLIS) {
                all.forEach(worker -> worker.connection().close());
            }
        }
    }

    /** The state that the workers share. */
    private static final class Crew {
        final Plan plan;
        final Pace pace;
        final Action action;
        final Observer observer;
        final Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);
        final AtomicLong next = new AtomicLong();
        final long start = System.nanoTime();
        volatile long end;

        Crew(Plan plan, Pace pace, Action action, Observer observer) {
            this.plan = plan;
            this.pace = pace;
            this.action = action;
            this.observer = observer;
            for (Kind kind : Kind.values()) {
                tallies.put(kind, new Tally());
            }
        }

        long begun() {
            return Math.min(next.get(), pace.count());
        }

        Tally tally(Kind kind) {
            return Objects.requireNonNull(tallies.get(kind));
        }

        boolean isOver() {
            return pace.over(next.get(), System.nanoTime() - start);
        }

        synchronized void ended() {
            end = System.nanoTime();
        }

        static long ended(Tally tally) {
            return tally.done() + tally.errors() + tally.wasShed();
        }

        Stage result() {
            long done = tallies.values().stream().mapToLong(Crew::ended).sum();
            tallies.values().removeIf(tally -> ended(tally) == 0);
            return new Stage(tallies, end - start, pace.isOpen() ? pace.count() - done : 0);
        }
    }

    private record Worker(Crew crew, HttpConnection connection) implements Runnable {
        @Override
        public void run() {
            try (connection) {
                while (true) {
                    long index = crew.next.getAndIncrement();
                    long elapsed = System.nanoTime() - crew.start;
                    if (crew.pace.over(index, elapsed)) {
                        return;
                    }
                    if (!crew.pace.lapsed(index, elapsed)) {
                        make(index);
                    }
                }
            } finally {
                crew.ended();
            }
        }

        private void make(long index) {
            Request request = crew.plan.at(index);
            Tally tally = crew.tally(request.kind());
            long begin = crew.pace.isOpen() ? await(crew.start + crew.pace.intended(index)) : System.nanoTime();
            long sent = System.nanoTime();
            Fate fate = make(request, index, tally, begin);
            if (crew.pace.isOpen()) {
                long end = System.nanoTime();
                crew.observer.saw(request.kind(), begin - crew.start, end - begin, end - sent, fate);
            }
        }

        private Fate make(Request request, long index, Tally tally, long begin) {
            try {
                int items = crew.action.make(connection, request, index);
                tally.took(System.nanoTime() - begin);
                if (items >= 0) {
                    tally.page(items);
                }
                return Fate.ACCEPTED;
            } catch (ShedException e) {
                tally.shed();
                return Fate.SHED;
            } catch (WrongAnswerException e) {
                tally.failed(e.getMessage());
            } catch (IOException e) {
                tally.failed(e.toString());
                LockSupport.parkNanos(PAUSE_AFTER_FAULT_NANOS);
            }
            return Fate.FAILED;
        }

        private static long await(long time) {
            for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            return time;
        }
    }
}
