package magpie.tests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import magpie.client.Answer;
import magpie.client.Person;
import magpie.tests.ApiDocument;
import magpie.tests.World;
import magpie.tests.World.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rate limits as a client meets them. */
class LimitsTest {
    private World world;
    private final List<String> complaints = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        world.close();
        assertThat(complaints).isEmpty();
    }

    /** Starts a network with limits: generous ones, except those under test. */
    private void start(Map<String, String> own) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "limits", "on",
                "gateway.user-limit", "10000",
                "gateway.address-limit", "10000",
                "gateway.posting-limit", "10000",
                "gateway.registration-limit", "10000"));
        settings.putAll(own);
        world = World.of(Mode.LOCAL, settings);
    }

    /** Also checks every further answer against the API's description. */
    private void watch() {
        ApiDocument document = ApiDocument.of(world);
        world.watch(answer -> complaints.addAll(document.complaints(answer)));
    }

    @Test
    void aUserHasSoManyRequests() throws IOException {
        start(Map.of("gateway.user-limit", "4"));
        watch();
        Person ann = world.person("ann");
        for (int left = 3; left >= 0; left--) {
            Answer answer = ann.get("/v1/me").expect(200);
            assertThat(header(answer, "RateLimit-Policy")).contains("\"user\";q=4;w=60");
            assertThat(header(answer, "RateLimit")).contains("\"user\";r=" + left + ";t=");
        }
        limited(ann.get("/v1/me"), "user", 15);
        limited(ann.send("POST", "/v1/posts", Map.of("text", "too much")), "user", 15);
        Person bob = world.person("bob");
        bob.get("/v1/me").expect(200);
        assertThat(bob.get("/v1/users/" + ann.id()).expect(200).number("/counts/posts"))
                .isZero();
    }

    @Test
    void anAddressWithoutATokenHasSoManyRequests() throws IOException {
        start(Map.of("gateway.address-limit", "4"));
        Person ann = world.person("ann");
        ann.get("/v1/me").expect(200); // nobody knew the token before: it cost the address
        Person visitor = Person.visitor(world);
        visitor.get("/v1/users/" + ann.id()).expect(200);
        visitor.get("/v1/nowhere").expect(404);
        limited(visitor.get("/v1/users/" + ann.id()), "address", 15);
        limited(ann.withToken("forged").get("/v1/me"), "address", 15);
        ann.get("/v1/me").expect(200);
        visitor.get("/health/ready").expect(200);
    }

    @Test
    void aUserHasSoManyPosts() throws IOException {
        start(Map.of("gateway.posting-limit", "2"));
        watch();
        Person ann = world.person("ann");
        ann.posts("one");
        Answer second = ann.send("POST", "/v1/posts", Map.of("text", "two")).expect(201);
        assertThat(header(second, "RateLimit-Policy")).contains("\"user\";q=10000;w=60", "\"posting\";q=2;w=60");
        assertThat(header(second, "RateLimit")).contains("\"posting\";r=0;t=");
        limited(ann.send("POST", "/v1/posts", Map.of("text", "three")), "posting", 30);
        assertThat(ann.get("/v1/me").number("/counts/posts")).isEqualTo(2);
        world.person("bob").posts("mine");
    }

    @Test
    void aNameHasSoManyTriesAtItsPassword() throws IOException {
        start(Map.of("gateway.sign-in-limit", "3"));
        watch();
        Person ann = world.person("ann");
        Person bob = world.person("bob");
        for (int i = 0; i < 3; i++) {
            signIn(ann.username(), "wrong").refused(401, "UNAUTHENTICATED");
        }
        limited(signIn(ann.username(), Person.PASSWORD), "sign-in", 300);
        limited(signIn(ann.username().toUpperCase(java.util.Locale.ROOT), "wrong"), "sign-in", 300);
        signIn(bob.username(), Person.PASSWORD).expect(201);
        ann.get("/v1/me").expect(200);
    }

    @Test
    void anAddressHasSoManyRegistrations() throws IOException {
        start(Map.of("gateway.registration-limit", "2"));
        watch();
        register("ann", "short").refused(422, "INVALID_VALUE");
        register("ann", Person.PASSWORD).expect(201);
        register("bob", Person.PASSWORD).expect(201);
        limited(register("cy", Person.PASSWORD), "registration", 1_800);
        Person.visitor(world).get("/v1/users/by-username/cy").refused(404, "NOT_FOUND");
        signIn("ann", Person.PASSWORD).expect(201);
    }

    @Test
    void whatAStrangerSaysOfItsAddressDoesNotCount() throws IOException {
        start(Map.of("gateway.address-limit", "2"));
        from("9.9.9.1").expect(404);
        from("9.9.9.2").expect(404);
        limited(from("9.9.9.3"), "address", 30);
    }

    @Test
    void behindOneProxyTheLastEntryCounts() throws IOException {
        start(Map.of("gateway.address-limit", "2", "behind-proxy", "1"));
        from("1.1.1.1, 9.9.9.1").expect(404);
        from("2.2.2.2, 9.9.9.1").expect(404);
        limited(from("3.3.3.3, 9.9.9.1"), "address", 30);
        from("9.9.9.1, 9.9.9.2").expect(404);
        from("9.9.9.3").expect(404);
    }

    @Test
    void behindTwoProxiesTheOneBeforeTheLastCounts() throws IOException {
        start(Map.of("gateway.address-limit", "2", "behind-proxy", "2"));
        from("1.1.1.1, 9.9.9.1, 10.0.0.1").expect(404);
        from("1.1.1.2, 9.9.9.1, 10.0.0.2").expect(404);
        limited(from("1.1.1.3, 9.9.9.1, 10.0.0.3"), "address", 30);
        from("9.9.9.2, 10.0.0.1").expect(404);
        from("2001:db8::1, 10.0.0.1").expect(404);
        from("2001:db8::2, 10.0.0.1").expect(404);
        limited(from("2001:db8:0:0:ffff::3, 10.0.0.1"), "address", 30);
    }

    @Test
    void whoCameByNoProxyIsCountedByTheConnection() throws IOException {
        start(Map.of("gateway.address-limit", "2", "behind-proxy", "2"));
        from("9.9.9.1").expect(404);
        from("9.9.9.2").expect(404);
        limited(from("9.9.9.3"), "address", 30);
        limited(Person.visitor(world).get("/v1/nowhere"), "address", 30);
    }

    private Answer from(String forwardedFor) {
        return Person.visitor(world).send("GET", "/v1/nowhere", null, Map.of("X-Forwarded-For", forwardedFor));
    }

    private Answer register(String name, String password) {
        Map<String, String> account = Map.of("username", name, "email", name + "@example.org", "password", password);
        return Person.visitor(world).send("POST", "/v1/users", account);
    }

    private Answer signIn(String login, String password) {
        return Person.visitor(world).send("POST", "/v1/sessions", Map.of("login", login, "password", password));
    }

    /** Checks for a refusal by this limit, with its name and when to retry. */
    private static void limited(Answer answer, String policy, int mostSeconds) {
        answer.refused(429, "RATE_LIMITED");
        assertThat(Integer.parseInt(header(answer, "Retry-After"))).isBetween(1, mostSeconds);
        assertThat(header(answer, "RateLimit")).contains("\"" + policy + "\";r=0;t=");
        assertThat(header(answer, "RateLimit-Policy")).contains("\"" + policy + "\";q=");
    }

    private static String header(Answer answer, String name) {
        return answer.response().headers().firstValue(name).orElse("");
    }
}
