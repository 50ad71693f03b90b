package magpie.bench.rig;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import magpie.bench.drive.Pace;
import magpie.bench.drive.Request;
import magpie.bench.drive.Tally;
import magpie.bench.http.HttpConnection;
import magpie.bench.report.Progress;
import magpie.bench.server.Account;
import magpie.bench.server.Admin;
import magpie.bench.server.FollowImport;
import magpie.bench.server.FollowImport.Follow;
import magpie.kit.Waits;

/**
 * An author with very many followers. After each post several followers, who are active readers, read their feed
 * repeatedly until it is there; the time counts from the acknowledgement to the end of that read.
 */
public final class Celebrity implements Runnable, AutoCloseable {
    private static final int CHUNK = 1_000;
    private static final int FOLLOWS_AT_ONCE = 10_000;
    private static final int ACTIVE = 1_000;
    private static final int WATCHERS = 16;
    private static final long LIMIT_NANOS = 30_000_000_000L;
    private static final long BETWEEN_READS_NANOS = 1_000_000;
    private static final long BETWEEN_POSTS_NANOS = 250_000_000;

    private final Rig rig;
    private final Account star;
    private final List<Account> active;
    private final double followsPerSecond;
    private final SplittableRandom dice;
    private final Tally tally = new Tally();
    private final Thread thread = new Thread(this, "celebrity");
    private volatile boolean over;

    private Celebrity(Rig rig, Account star, List<Account> active, double followsPerSecond) {
        this.rig = rig;
        this.star = star;
        this.active = active;
        this.followsPerSecond = followsPerSecond;
        this.dice = new SplittableRandom(rig.seed());
        this.thread.setDaemon(true);
    }

    /** Makes the author and the followers; only the last of them are signed in and become active readers. */
    public static Celebrity raise(Rig rig, int followers) throws IOException, InterruptedException {
        String prefix = "c" + Long.toString(System.currentTimeMillis(), 36) + "_";
        Admin admin = rig.server().admin();
        FollowImport imports = new FollowImport(admin, rig.server().followsAtOnce());
        Account star = admin.signIn(List.of(prefix + "star")).getFirst();
        Progress bar = Progress.of("followers of the celebrity", followers);
        int crowd = Math.max(0, followers - ACTIVE);
        long nanos = 0;
        for (int from = 0; from < crowd; from += FOLLOWS_AT_ONCE) {
            int to = Math.min(crowd, from + FOLLOWS_AT_ONCE);
            nanos += follow(imports, accounts(admin::make, prefix, from, to), star);
            bar.at(to);
        }
        List<Account> active = accounts(admin::signIn, prefix, crowd, followers);
        nanos += follow(imports, active, star);
        bar.at(followers);
        Celebrity celebrity = new Celebrity(rig, star, active, followers * 1e9 / nanos);
        celebrity.activate();
        return celebrity;
    }

    public double followsPerSecond() {
        return followsPerSecond;
    }

    /** The times of the reads; a post that was never seen is an error. */
    public Tally tally() {
        return tally;
    }

    /** Starts posting and watching. */
    public void start() {
        thread.start();
    }

    @Override
    public void run() {
        try (HttpConnection connection = new HttpConnection(rig.server().api())) {
            while (!over) {
                byte[] post = rig.api().publishAndName(connection, star);
                watch(post, System.nanoTime());
                LockSupport.parkNanos(BETWEEN_POSTS_NANOS);
            }
        } catch (IOException e) {
            tally.failed(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Finishes the post under way. */
    @Override
    public void close() {
        over = true;
        Waits.unlessInterrupted(thread::join);
    }

    private static List<Account> accounts(Population.Source source, String prefix, int from, int to)
            throws IOException {
        List<Account> accounts = new ArrayList<>();
        for (int chunk = from; chunk < to; chunk += CHUNK) {
            accounts.addAll(source.accounts(IntStream.range(chunk, Math.min(chunk + CHUNK, to))
                    .mapToObj(i -> prefix + i)
                    .toList()));
        }
        return accounts;
    }

    /** Makes the follows and returns how long that took. */
    private static long follow(FollowImport imports, List<Account> followers, Account star)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        imports.run(followers.size(), i -> new Follow(followers.get(i), star), Progress.silent());
        return System.nanoTime() - start;
    }

    private void activate() throws IOException, InterruptedException {
        byte[] nothing = {'?'};
        rig.failures()
                .add(rig.drive()
                        .run(
                                index -> Request.feed((int) index),
                                Pace.closed(active.size()),
                                (connection, request, _) -> {
                                    rig.api().shows(connection, active.get(request.actor()), nothing);
                                    return -1;
                                }));
    }

    private void watch(byte[] post, long acknowledged) throws InterruptedException {
        List<Thread> watchers = IntStream.range(0, Math.min(WATCHERS, active.size()))
                .mapToObj(_ -> active.get(dice.nextInt(active.size())))
                .map(reader -> Thread.ofPlatform().daemon().start(() -> await(post, reader, acknowledged)))
                .toList();
        for (Thread watcher : watchers) {
            watcher.join();
        }
    }

    private void await(byte[] post, Account reader, long acknowledged) {
        try (HttpConnection connection = new HttpConnection(rig.server().api())) {
            while (!rig.api().shows(connection, reader, post)) {
                if (System.nanoTime() - acknowledged > LIMIT_NANOS) {
                    tally.failed("a celebrity's post was not seen within 30 s");
                    return;
                }
                LockSupport.parkNanos(BETWEEN_READS_NANOS);
            }
            tally.took(System.nanoTime() - acknowledged);
        } catch (IOException e) {
            tally.failed(e.toString());
        }
    }
}
