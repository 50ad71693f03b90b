package magpie.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The people of a run, who come as people do: they sign up, and sign in again before their tokens end. The admin port
 * would spare the cost of their passwords, but it is no part of the public face of a network, and they are few.
 */
final class Population implements Supplier<List<Person>> {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MADE = 201;
    private static final int TAKEN = 409;

    private final Network network;
    private volatile List<Person> people;

    private Population(Network network, List<Person> people) {
        this.network = network;
        this.people = people;
    }

    /** Signs people up, those that the load uses first. */
    static Population enter(Network network, List<String> usernames) {
        return new Population(
                network, usernames.stream().map(name -> insist(network, name)).toList());
    }

    @Override
    public List<Person> get() {
        return people;
    }

    /** Signs all in again. Who was refused keeps the token they have; it is good for as long again at least. */
    void renew() {
        List<Person> renewed = new ArrayList<>();
        for (Person person : people) {
            try {
                Answer answer = signIn(network, person.username());
                renewed.add(answer.status() == MADE ? Person.of(network, answer) : person);
            } catch (NoAnswerException e) {
                renewed.add(person);
            }
        }
        people = List.copyOf(renewed);
    }

    /** Tries until it works: who was not answered may have an account already. */
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
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
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
