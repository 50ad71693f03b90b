package magpie.bench.rig;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import magpie.bench.drive.Drive;
import magpie.bench.drive.Network;
import magpie.bench.drive.Pace;
import magpie.bench.drive.Plan;
import magpie.bench.drive.Stage;
import magpie.bench.graph.Graph;
import magpie.bench.http.HttpConnection;
import magpie.bench.http.ShedException;
import magpie.bench.report.Progress;
import magpie.bench.server.FollowImport;
import magpie.bench.server.FollowImport.Follow;
import magpie.bench.server.Server;

/** Brings a network into a server: accounts and follows by the admin port, posts through the API. */
public record Load(Server server, Population people, Network network, Api api, Drive drive) {
    private static final int PAGE = 20;
    private static final int FIRST_READS = 60;
    private static final Duration COME_BACK = Duration.ofSeconds(1);

    /** The answer is how the posts went. */
    Stage run(int postsPerUser) throws IOException, InterruptedException {
        return run(network.posts(), (long) postsPerUser * network.graph().users());
    }

    /** With these posts. */
    public Stage run(Plan plan, long posts) throws IOException, InterruptedException {
        people.make(Progress.of("accounts", people.size()));
        follows();
        people.signIn(Progress.of("sign-ins", people.size()));
        Progress bar = Progress.of("posts", posts);
        Stage published = drive.run(plan, Pace.closed(posts), api, bar::at);
        Progress.say("waiting until all of it has arrived …");
        server.settle();
        return published;
    }

    /**
     * Reads every feed once, which makes everybody an active reader; the answer is who has a full page. Who is told to come
     * back does: a server that has just been started has not made any feed yet.
     */
    public int[] visit() throws IOException, InterruptedException {
        people.renew();
        int users = network.graph().users();
        Progress bar = Progress.of("first reads", users);
        AtomicIntegerArray posts = new AtomicIntegerArray(users);
        drive.run(
                network.visits(),
                Pace.closed(users),
                (connection, request, index) -> {
                    int count = firstRead(connection, request.actor());
                    posts.set(request.actor(), count);
                    return count;
                },
                bar::at);
        return IntStream.range(0, users).filter(user -> posts.get(user) == PAGE).toArray();
    }

    private int firstRead(HttpConnection connection, int reader) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return api.countFeed(connection, reader);
            } catch (ShedException e) {
                if (attempt == FIRST_READS) {
                    throw e;
                }
                LockSupport.parkNanos(COME_BACK.toNanos());
            }
        }
    }

    /** In the order of the followers: rows that belong together then change the same pages. */
    private void follows() throws IOException, InterruptedException {
        Graph graph = network.graph().byFollower();
        int made = new FollowImport(server.admin(), server.followsAtOnce())
                .run(
                        graph.follows(),
                        i -> new Follow(people.account(graph.follower(i)), people.account(graph.followee(i))),
                        Progress.of("follows", graph.follows()));
        if (made < graph.follows()) {
            Progress.say(graph.follows() - made + " follows were not made: above what one may follow.");
        }
    }
}
