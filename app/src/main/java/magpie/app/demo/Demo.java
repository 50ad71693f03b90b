package magpie.app.demo;

import java.io.Console;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import magpie.api.Empty;
import magpie.api.graph.Graph;
import magpie.api.graph.Pair;
import magpie.api.log.Topics;
import magpie.api.post.Posts;
import magpie.api.post.Publication;
import magpie.api.post.Reaction;
import magpie.api.user.AccountChange;
import magpie.api.user.Provision;
import magpie.api.user.Provisioned;
import magpie.api.user.Settings;
import magpie.api.user.UserEvent;
import magpie.api.user.Users;
import magpie.kit.Waits;

/**
 * Fills an empty instance with a made-up cast, through the public contracts. Accounts are made in bulk, so that one
 * password is hashed once; ids are generated now, so everything happened just now.
 */
public final class Demo {
    private static final long SEED = 20_250_101;
    private static final int PEOPLE = 150;
    private static final int POSTS = 900;
    private static final int AT_ONCE = 64;
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private final Services services;
    private final Function<String, Topics> topics;
    private final PrintStream out;
    private final PrintStream err;

    /** Where the services are. */
    public interface Services {
        /** The service that implements a contract. */
        <T> T of(Class<T> contract);
    }

    /** Prepares a demo that reports progress on {@code err} and prints on {@code out} whom to sign in as. */
    public Demo(Services services, Function<String, Topics> topics, PrintStream out, PrintStream err) {
        this.services = services;
        this.topics = topics;
        this.out = out;
        this.err = err;
    }

    /** Fills the instance, unless it already had an account. */
    public void run() {
        if (!isEmpty()) {
            err.println("--demo: there are accounts here already; nothing was added.");
            return;
        }
        Phrases phrases = Phrases.load();
        Random random = new Random(SEED);
        Cast cast = Cast.of(PEOPLE, phrases, random);
        Story story = Story.of(POSTS, cast, phrases, random);
        String password = password();
        new Staging(cast, story).perform(password);
        introduce(cast, password);
    }

    private boolean isEmpty() {
        return topics.apply(UserEvent.TOPIC).ends(Empty.EMPTY).offsets().getOrDefault(UserEvent.TOPIC, 0L) == 0;
    }

    private static boolean onTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** A random password: an instance that others can reach must not have one that everybody knows. */
    private static String password() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder("magpie-");
        random.ints(12, 0, LETTERS.length()).forEach(i -> password.append(LETTERS.charAt(i)));
        return password.toString();
    }

    private void introduce(Cast cast, String password) {
        List<List<Integer>> followers = cast.followers();
        out.println("The cast is there. Sign in as one of");
        for (int i : new int[] {0, PEOPLE / 3, PEOPLE - 1}) {
            Person person = cast.people().get(i);
            out.printf(
                    Locale.ROOT,
                    "  %-22s %s, %d followers%n",
                    person.username(),
                    person.displayName(),
                    followers.get(i).size());
        }
        out.println("with the password " + password);
        out.flush();
    }

    /** One performance of the demo on this instance. */
    private final class Staging {
        private final Cast cast;
        private final Story story;
        private final ProgressBar progress;
        private final Users users = services.of(Users.class);
        private final Graph graph = services.of(Graph.class);
        private final Posts posts = services.of(Posts.class);
        private final List<Long> postIds = new ArrayList<>();
        private List<Provisioned.Entry> accounts = List.of();

        Staging(Cast cast, Story story) {
            this.cast = cast;
            this.story = story;
            int steps = 2 * cast.people().size() + cast.follows().size() + story.size();
            this.progress = new ProgressBar(err, onTerminal(), steps);
        }

        void perform(String password) {
            List<String> names = cast.people().stream().map(Person::username).toList();
            accounts = users.provision(new Provision(names, password, false)).accounts();
            progress.advance(accounts.size(), "accounts");
            together(IntStream.range(0, accounts.size()).boxed().toList(), "profiles", this::describe);
            together(cast.follows(), "follows", this::follow);
            for (Story.Round round : story.rounds()) {
                together(round.reactions(), "reactions", this::react);
                postIds.addAll(together(round.lines(), "posts", this::publish));
            }
        }

        private Long describe(int i) {
            Person person = cast.people().get(i);
            users.update(new AccountChange(
                    id(i),
                    person.displayName(),
                    person.bio(),
                    null,
                    null,
                    null,
                    new Settings(person.language()),
                    null));
            return id(i);
        }

        private Long follow(Cast.Follow follow) {
            graph.follow(new Pair(id(follow.follower()), id(follow.followee())));
            return id(follow.follower());
        }

        private Long publish(Story.Line line) {
            boolean answers = line.replyTo() != Story.NONE;
            long[] mentioned = line.mentioned() == Story.NONE ? new long[0] : new long[] {id(line.mentioned())};
            Publication publication = new Publication(
                    id(line.author()), line.text(), answers ? postIds.get(line.replyTo()) : 0L, null, mentioned);
            return posts.publish(publication).post().id();
        }

        private Long react(Story.Reaction reaction) {
            Reaction request = new Reaction(id(reaction.actor()), postIds.get(reaction.post()));
            return (reaction.repost() ? posts.repost(request) : posts.like(request)).activityId();
        }

        private long id(int person) {
            return accounts.get(person).userId();
        }

        /** Runs many steps at once, so that they share commits; the results keep the order. */
        private <T> List<Long> together(List<T> items, String what, Function<T, Long> step) {
            List<Long> answers = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int from = 0; from < items.size(); from += AT_ONCE) {
                    List<T> some = items.subList(from, Math.min(items.size(), from + AT_ONCE));
                    List<Future<Long>> futures = some.stream()
                            .map(item -> threads.submit(() -> step.apply(item)))
                            .toList();
                    futures.forEach(future -> answers.add(Waits.forTask(future)));
                    progress.advance(some.size(), what);
                }
            }
            return answers;
        }
    }
}
