/**
 * A small client of Magpie's public API, for any Java program: it needs the JDK, Jackson, and nothing of the server.
 *
 * <pre>{@code
 * Network network = Network.at("http://127.0.0.1:8080");
 * Person ana = Person.register(network, "ana", "ana@example.org", "a long walk in the rain");
 * Person bo = Person.signIn(network, "bo", "kestrel over the dunes");
 *
 * bo.follows(ana);
 * String post = ana.posts("Hello, @bo! #first");
 * bo.likes(post);
 * List<String> feed = bo.feedTexts();
 * long likes = ana.get("/v1/posts/" + post).expect(200).number("/counts/likes");
 * }</pre>
 *
 * <p>Start with {@link magpie.client.Person}: its verbs are requests that must succeed, and fail with an {@link
 * magpie.client.UnexpectedAnswerException} if one does not. Whatever has no verb is a request of a method, a path and a
 * body, whose {@link magpie.client.Answer} is looked into by JSON pointers; {@code docs/openapi.yaml} lists them all, and
 * a server shows the same list at {@code /openapi.yaml}. {@link magpie.client.example.Greeting} is a whole program.
 *
 * <p>Every call blocks until its answer is there, so many at once are as many virtual threads. People and networks may
 * be shared by threads.
 */
@NullMarked
package magpie.client;

import org.jspecify.annotations.NullMarked;
