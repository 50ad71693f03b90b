package magpie.bench.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import magpie.bench.report.Progress;

/**
 * Imports follows through the admin port: many per request, and a few requests at once, so that the server's one writer
 * never idles.
 *
 * @param admin where they go
 * @param chunk how many per request
 */
public record FollowImport(Admin admin, int chunk) {
    /** The server's maximum. */
    static final int MOST = 5_000;

    private static final int AT_ONCE = 2;

    /** A follower and whom they follow. */
    public record Follow(Account follower, Account followee) {}

    /** Makes a number of follows; returns how many of them the server added. */
    public int run(int count, IntFunction<Follow> follows, Progress progress) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Integer>> chunks = new ArrayList<>();
            for (int from = 0; from < count; from += chunk) {
                IntStream some = IntStream.range(from, Math.min(count, from + chunk));
                chunks.add(threads.submit(() -> admin.follow(
                        some.mapToObj(follows).map(FollowImport::ids).toList())));
            }
            return sum(chunks, count, progress);
        } finally {
            threads.shutdownNow();
        }
    }

    private int sum(List<Future<Integer>> chunks, int count, Progress progress)
            throws IOException, InterruptedException {
        int made = 0;
        for (int i = 0; i < chunks.size(); i++) {
            try {
                made += chunks.get(i).get();
            } catch (ExecutionException e) {
                throw new IOException("A network came in part: " + e.getCause(), e);
            }
            progress.at(Math.min(count, (i + 1) * chunk));
        }
        return made;
    }

    private static List<String> ids(Follow follow) {
        return List.of(follow.follower().idText(), follow.followee().idText());
    }
}
