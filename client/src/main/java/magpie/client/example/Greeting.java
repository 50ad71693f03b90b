package magpie.client.example;

import java.io.PrintStream;
import java.util.UUID;
import magpie.client.Answer;
import magpie.client.Network;
import magpie.client.NoAnswerException;
import magpie.client.Person;
import magpie.client.UnexpectedAnswerException;

/**
 * A small example: a newcomer says hello, follows somebody, and prints the home feed.
 *
 * <pre>{@code java -cp "target/dist/lib/*" magpie.client.example.Greeting http://127.0.0.1:8080 ana bo}</pre>
 */
public final class Greeting {
    private Greeting() {}

    /** Takes the address of a network, a new username, and the username of somebody who is there. */
    public static void main(String[] arguments) {
        if (arguments.length != 3) {
            System.err.println("expected: the network's address, your new username, and whom you follow");
            System.exit(2);
        }
        try {
            greet(Network.at(arguments[0]), arguments[1], arguments[2], System.out);
        } catch (UnexpectedAnswerException e) {
            System.err.println("The network refused: " + e.answer().reason());
            System.exit(1);
        } catch (NoAnswerException e) {
            System.err.println("There was no answer: " + e.reason());
            System.exit(1);
        }
    }

    /** Signs up, follows, posts and reads. */
    public static void greet(Network network, String username, String whom, PrintStream out) {
        String password = UUID.randomUUID().toString(); // to come back later, keep it
        Person newcomer = Person.register(network, username, username + "@example.org", password);
        String followed =
                newcomer.get("/v1/users/by-username/" + whom).expect(200).text("/id");
        newcomer.put("/v1/users/" + followed + "/follow").expect(200);
        newcomer.posts("Hello, @" + whom + "! I am new here. #hello");

        Answer feed = newcomer.get("/v1/feed?limit=10").expect(200);
        feed.items(item -> item.at("/post/author/username").asString() + ": "
                        + item.at("/post/text").asString())
                .forEach(out::println);
    }
}
