package magpie.tests.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import magpie.client.Network;
import magpie.client.Person;

/**
 * People who read and write, a round of requests every other second, until stopped. Nothing is retried: every failure
 * is recorded. Each reads its own writes at once.
 */
final class SteadyLoad implements AutoCloseable {
    private static final int MOST_FAILURES = 50;
    private static final Duration PAUSE = Duration.ofMillis(1_500);

    private final List<Person> people = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentMap<String, LongAdder> done = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);

    /** Creates a circle of people, each following the next, with a thread for each. */
    SteadyLoad(Network network, int size) {
        String generation = Long.toString(System.nanoTime() % 1_000_000_000, 36);
        for (int i = 0; i < size; i++) {
            people.add(Person.register(network, "steady_" + generation + "_" + i));
        }
        for (int i = 0; i < size; i++) {
            Person one = people.get(i);
            Person next = people.get((i + 1) % size);
            one.follows(next);
            round(one, next); // sequentially first: a network that has just started is slow
            threads.add(Thread.startVirtualThread(() -> live(one, next)));
        }
    }

    /** Successful requests by kind. */
    ConcurrentMap<String, LongAdder> done() {
        return done;
    }

    long all() {
        return done.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** The failures, up to a maximum. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        over.countDown();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the load ended", e);
            }
        }
    }

    private void live(Person one, Person next) {
        while (failures.size() < MOST_FAILURES && !isOver()) {
            round(one, next);
        }
    }

    private void round(Person one, Person next) {
        String[] post = new String[1];
        one(() -> post[0] = one.posts("steady"), "publish");
        if (post[0] != null) {
            String id = post[0];
            one(() -> demand(one.feed().contains(id), "one's own post at once: " + id), "feed");
            one(() -> next.get("/v1/posts/" + id).expect(200), "post");
            one(() -> next.likes(id), "like");
            one(() -> demand(next.get("/v1/posts/" + id).flag("/viewer/liked"), "one's own like: " + id), "post");
        }
        one(() -> one.get("/v1/users/" + next.id() + "/posts").expect(200), "timeline");
        one(() -> one.unfollows(next), "unfollow");
        one(() -> one.follows(next), "follow");
        one(() -> one.get("/v1/me").expect(200), "profile");
    }

    /** Pauses; true when stopped. */
    private boolean isOver() {
        try {
            return over.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a person", e);
        }
    }

    private void one(Runnable request, String what) {
        try {
            request.run();
            done.computeIfAbsent(what, key -> new LongAdder()).increment();
        } catch (RuntimeException | Error e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            failures.add(java.time.LocalTime.now(java.time.ZoneOffset.UTC) + " " + what + ": " + e.getMessage() + " ("
                    + cause + ")");
        }
    }

    private static void demand(boolean met, String expected) {
        if (!met) {
            throw new AssertionError("expected: " + expected);
        }
    }
}
