package magpie.bench;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/** Brings a network into a server: accounts by the admin port, follows and posts through the API. */
record Load(Server server, Population people, Network network, Api api, Drive drive) {
    private static final int PAGE = 20;
    /** So many requests take less time than a token is good for. */
    private static final int SLICE = 500_000;

    /** How it went. */
    record Loaded(Stage follows, Stage posts) {}

    Loaded run(int postsPerUser) throws IOException, InterruptedException {
        return run(network.posts(), (long) postsPerUser * network.graph().users());
    }

    /** With these posts. */
    Loaded run(Plan plan, long posts) throws IOException, InterruptedException {
        people.provision(Progress.of("accounts", people.size()));
        Stage follows = follows();
        people.renew();
        Progress bar = Progress.of("posts", posts);
        Stage published = drive.run(plan, Pace.closed(posts), api, bar::at);
        Progress.say("waiting until all of it has arrived …");
        server.admin().settle();
        return new Loaded(follows, published);
    }

    /** Reads every feed once, which makes everybody an active reader; the answer is who has a full page. */
    int[] visit() throws IOException, InterruptedException {
        people.renew();
        int users = network.graph().users();
        Progress bar = Progress.of("first reads", users);
        AtomicIntegerArray posts = new AtomicIntegerArray(users);
        drive.run(
                network.visits(),
                Pace.closed(users),
                (connection, request, index) -> {
                    int count = api.countFeed(connection, request.actor());
                    posts.set(request.actor(), count);
                    return count;
                },
                bar::at);
        return IntStream.range(0, users).filter(user -> posts.get(user) == PAGE).toArray();
    }

    private Stage follows() throws IOException, InterruptedException {
        int all = network.graph().follows();
        Progress bar = Progress.of("follows", all);
        Stage sum = Stage.NONE;
        for (int from = 0; from < all; from += SLICE) {
            int done = from;
            people.renew();
            int count = Math.min(SLICE, all - from);
            sum = sum.plus(drive.run(network.follows(from), Pace.closed(count), api, n -> bar.at(done + n)));
        }
        return sum;
    }
}
