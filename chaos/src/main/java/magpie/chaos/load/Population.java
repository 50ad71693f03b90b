package magpie.chaos.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import magpie.chaos.audit.Violation;
import magpie.client.Answer;
import magpie.client.Network;
import magpie.client.NoAnswerException;
import magpie.client.Person;
import magpie.kit.Waits;

/**
 * The people of a run, who behave like real ones: they sign up, and sign in again before their tokens expire. The admin
 * port would save the cost of hashing passwords, but it is not part of a network's public interface, and they are few.
 */
public final class Population implements Supplier<List<Person>> {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    private static final int MADE = 201;
    private static final int TAKEN = 409;

    /** A third of an access token's default lifetime: a fault may outlast one try, but not the second. */
    private static final Duration RENEWAL = Duration.ofMinutes(5);

    private final Network network;
    private final List<Person> people;
    private final long[] signedIn;

    private Population(Network network, List<Person> people) {
        this.network = network;
        this.people = new CopyOnWriteArrayList<>(people);
        this.signedIn = new long[people.size()];
        Arrays.fill(signedIn, System.nanoTime());
    }

    /** Signs people up, those that the load uses first. */
    public static Population enter(Network network, List<String> usernames) {
        return new Population(
                network, usernames.stream().map(name -> insist(network, name)).toList());
    }

    @Override
    public List<Person> get() {
        return people;
    }

    /** Signs in again those whose token is old. Whoever is refused keeps theirs until the next try. By one thread. */
    public void renew() {
        for (int i = 0; i < signedIn.length; i++) {
            if (System.nanoTime() - signedIn[i] >= RENEWAL.toNanos()) {
                renew(i);
            }
        }
    }

    private void renew(int i) {
        long now = System.nanoTime();
        try {
            Answer answer = signIn(network, people.get(i).username());
            if (answer.status() == MADE) {
                people.set(i, Person.of(network, answer));
                signedIn[i] = now;
            }
        } catch (NoAnswerException e) {
            // retried the next time
        }
    }

    /** Retries until it works: somebody without an answer may already have an account. */
    private static Person insist(Network network, String username) {
        long end = System.nanoTime() + LIMIT.toNanos();
        String last = "";
        boolean signUp = true;
        while (System.nanoTime() < end) {
            try {
                Answer answer = signUp ? signUp(network, username) : signIn(network, username);
                if (answer.status() == MADE) {
                    return Person.of(network, answer);
                }
                signUp = signUp && answer.status() != TAKEN;
                last = answer.status() + " " + answer.response().body();
            } catch (NoAnswerException e) {
                last = e.getMessage() + ": " + e.getCause();
            }
            Waits.pause(BETWEEN_TRIES);
        }
        throw new Violation(Violation.Kind.WRONG_ANSWER, username + " cannot sign up: " + last);
    }

    private static Answer signUp(Network network, String username) {
        return Person.visitor(network)
                .send(
                        "POST",
                        "/v1/users",
                        Map.of("username", username, "email", username + "@example.org", "password", Person.PASSWORD));
    }

    private static Answer signIn(Network network, String username) {
        return Person.visitor(network)
                .send("POST", "/v1/sessions", Map.of("login", username, "password", Person.PASSWORD));
    }
}
