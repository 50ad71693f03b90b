package magpie.bench.rig;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
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
import magpie.kit.Waits;

/** Loads a network into a server: accounts and follows through the admin port, posts through the API. */
public record Load(Server server, Population people, Network network, Api api, Drive drive) {
    private static final int PAGE = 20;
    private static final int FIRST_READS = 60;
    private static final Duration COME_BACK = Duration.ofSeconds(1);

    /** Loads everything; returns the outcome of the posts. */
    Stage run(int postsPerUser) throws IOException, InterruptedException {
        return run(network.posts(), (long) postsPerUser * network.graph().users());
    }

    /** Loads everything with these posts. */
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
     * Reads every feed once, which makes everybody an active reader; returns those with a full page. A reader who gets
     * a Retry-After retries: a server that has just started has not built any feed yet.
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
                Waits.pause(COME_BACK);
            }
        }
    }

    /** Ordered by follower: related rows then change the same pages. */
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
