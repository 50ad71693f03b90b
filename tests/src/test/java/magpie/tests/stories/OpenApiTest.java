package magpie.tests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import magpie.client.Answer;
import magpie.client.Person;
import magpie.gateway.http.Route;
import magpie.tests.ApiDocument;
import magpie.tests.ApiDocument.Operation;
import magpie.tests.World;
import magpie.tests.World.Mode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code docs/openapi.yaml}, as served, against the routes and against real answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
    /** Statuses that take a fault or a flood; {@code DegradedTest} and {@code LimitsTest} cover them. */
    private static final Set<String> RARE = Set.of("429", "503");

    private static final String NOBODY = "1";

    private World world;
    private ApiDocument document;

    @BeforeAll
    void start() throws IOException {
        world = World.of(Mode.LOCAL);
        document = ApiDocument.of(world);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    @Test
    void everyRouteIsDescribedAndNothingElse() {
        Set<String> routes = new TreeSet<>();
        for (Route route : world.node("gateway").routes()) {
            routes.add(route.method() + " " + route.template());
        }
        Set<String> described = new TreeSet<>();
        document.operations().forEach(operation -> described.add(operation.name()));
        assertThat(described).isEqualTo(routes).hasSizeGreaterThan(40);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> refs = document.root().findValuesAsString("$ref");
        assertThat(refs).hasSizeGreaterThan(100).allSatisfy(ref -> {
            assertThat(ref).startsWith("#/");
            assertThat(document.root().at(ref.substring(1)).isMissingNode())
                    .as(ref)
                    .isFalse();
        });
    }

    @Test
    void everyOperationHasANameAndSaysWhoMayCallItAndWhatCanGoWrong() {
        Set<String> ids = new TreeSet<>();
        for (Operation operation : document.operations()) {
            assertThat(ids.add(operation.node().path("operationId").asString()))
                    .as(operation.name())
                    .isTrue();
            assertThat(operation.node().path("summary").asString())
                    .as(operation.name())
                    .isNotBlank();
            assertThat(operation.statuses().stream().anyMatch(status -> status.startsWith("2")))
                    .as(operation.name())
                    .isTrue();
            assertThat(operation.statuses().stream().filter(status -> status.startsWith("2") && !status.equals("204")))
                    .as("%s: one shape, or nothing", operation.name())
                    .hasSizeLessThanOrEqualTo(1);
            Access.of(route(operation)).check(operation);
            problems(operation);
        }
        assertThat(document.root().at("/security").size()).isEqualTo(2);
    }

    /** Who may call a route, as the document must express it. */
    private enum Access {
        PROBE(Set.of("200"), false),
        OPEN(Set.of("200", "429", "503"), false),
        PAGE(Set.of("200", "429", "503"), true),
        READ(Set.of("200", "401", "429", "503"), true),
        SIGNED_IN(Set.of("401", "429", "503"), true);

        private final Set<String> statuses;
        private final boolean secured;

        Access(Set<String> statuses, boolean secured) {
            this.statuses = statuses;
            this.secured = secured;
        }

        static Access of(Route route) {
            return switch (route.access()) {
                case PROBE -> PROBE;
                case OPEN, FREE -> OPEN;
                case PAGE -> PAGE;
                case READ -> READ;
                case SIGNED_IN, SIGNED_IN_ONCE -> SIGNED_IN;
            };
        }

        void check(Operation operation) {
            JsonNode security = operation.node().path("security");
            boolean strangers = security.isArray()
                    && (security.isEmpty() || security.valueStream().anyMatch(JsonNode::isEmpty));
            assertThat(strangers).as(operation.name()).isEqualTo(this != SIGNED_IN);
            assertThat(security.isArray() && security.isEmpty())
                    .as(operation.name())
                    .isEqualTo(!secured);
            if (operation.method().equals("GET")) {
                assertThat(operation.statuses()).as(operation.name()).containsAll(statuses);
            }
        }
    }

    private Route route(Operation operation) {
        return world.node("gateway").routes().stream()
                .filter(route -> operation.name().equals(route.method() + " " + route.template()))
                .findFirst()
                .orElseThrow();
    }

    private void problems(Operation operation) {
        for (String status : operation.statuses()) {
            boolean readiness = operation.template().equals("/health/ready");
            if (!status.startsWith("2") && !readiness) {
                JsonPointer response = document.resolved(
                        operation.at().appendProperty("responses").appendProperty(status));
                assertThat(document.root()
                                .at(response)
                                .at("/content/application~1problem+json/schema/$ref")
                                .asString())
                        .as("%s %s", operation.name(), status)
                        .isEqualTo("#/components/schemas/Problem");
            }
        }
    }

    /** So that a member unknown to the document makes an answer invalid. */
    @Test
    void everyShapeThatIsAnsweredIsClosed() {
        List<String> open = new ArrayList<>();
        for (Operation operation : document.operations()) {
            JsonNode responses = operation.node().path("responses");
            openShapes(operation.name(), responses, open);
        }
        openShapes("components", document.root().at("/components/responses"), open);
        ObjectNode shapes =
                (ObjectNode) document.root().at("/components/schemas").deepCopy();
        shapes.remove("AccountChange"); // requested, not answered
        openShapes("schemas", shapes, open);
        assertThat(open).containsOnly("GET /.well-known/jwks.json"); // RFC 7517 lets keys have more members
    }

    private static void openShapes(String place, JsonNode node, List<String> open) {
        if (node.path("properties").isObject()
                && !node.path("additionalProperties").isBoolean()) {
            open.add(place);
        }
        node.forEach(inner -> openShapes(place, inner, open));
    }

    /**
     * Calls every operation in every described way, and validates each answer. In the end everything described must
     * have happened.
     */
    @Test
    void whatIsDescribedIsWhatHappens() throws IOException {
        Map<String, Set<String>> seen = new TreeMap<>();
        List<String> complaints = new ArrayList<>();
        Consumer<Answer> watcher = answer -> {
            Operation operation = document.operation(answer);
            if (operation != null) {
                seen.computeIfAbsent(operation.name(), name -> new TreeSet<>()).add("" + answer.status());
            }
            document.complaints(answer).forEach(complaint -> complaints.add(told(answer) + complaint));
        };
        world.watch(watcher);
        new Tour().run();
        try (World closed = World.of(Mode.LOCAL, Map.of("gateway.public-reads", "off"))) {
            closed.watch(watcher);
            readAsStranger(closed);
        }
        assertThat(complaints).isEmpty();
        Map<String, Set<String>> missed = new TreeMap<>();
        for (Operation operation : document.operations()) {
            Set<String> left = operation.statuses();
            left.removeAll(seen.getOrDefault(operation.name(), Set.of()));
            left.removeAll(RARE);
            if (!left.isEmpty()) {
                missed.put(operation.name(), left);
            }
        }
        assertThat(missed).isEmpty();
    }

    /** With public reading closed, a stranger may read nothing. */
    private void readAsStranger(World closed) {
        Person visitor = Person.visitor(closed);
        document.operations().stream()
                .filter(operation -> Access.of(route(operation)) == Access.READ)
                .forEach(operation -> visitor.get(operation.template().replaceAll("\\{\\w+}", NOBODY))
                        .expect(401));
    }

    private static String told(Answer answer) {
        return answer.response().request().method() + " " + answer.response().uri() + " " + answer.status() + ": ";
    }

    /** A walk through the whole API. */
    private final class Tour {
        private final Person ann = world.person("ann");
        private final Person bob = world.person("bob");
        private final Person cy = world.person("cy");
        private final Person visitor = Person.visitor(world);
        private final Person stranger = ann.withToken("forged");

        void run() {
            reads();
            writes();
            refusals();
            changesByCookie();
            accounts();
            farewells();
        }

        private void reads() {
            for (String path :
                    List.of("/", "/openapi.yaml", "/.well-known/jwks.json", "/health/live", "/health/ready")) {
                visitor.get(path).expect(200);
                visitor.send("HEAD", path, null).expect(200);
            }
            visitor.get("/v1/instance").expect(200);
            visitor.get("/v1/nowhere").expect(404);
            visitor.send("PATCH", "/v1/feed", null).expect(405);
        }

        private void writes() {
            ann.send("PATCH", "/v1/me", Map.of("displayName", "Ann", "avatarUrl", "/a.png", "bio", "…"))
                    .expect(200);
            ann.follows(bob);
            bob.follows(ann);
            cy.follows(bob);
            String post = bob.posts("Good morning, @" + ann.username() + "! #birds https://example.org");
            String reply = ann.replies(post, "To you too, @" + bob.username());
            String last = cy.replies(reply, "And me?");
            for (Person person : List.of(ann, cy)) {
                person.likes(post);
                person.reposts(post);
            }
            world.settle();
            for (Person reader : List.of(ann, bob, cy)) {
                lists(reader, post, last);
            }
            lists(visitor, post, last);
            ann.deletes(reply);
            visitor.get("/v1/posts/" + last + "/thread").expect(200);
            for (String verb : List.of("like", "repost")) {
                ann.delete("/v1/posts/" + post + "/" + verb).expect(200);
            }
        }

        private void lists(Person reader, String post, String last) {
            for (String user : List.of("/v1/users/" + bob.id(), "/v1/users/by-username/" + bob.username())) {
                reader.get(user).expect(200);
            }
            reader.get("/v1/posts/" + last).expect(200);
            reader.get("/v1/tags/birds/posts?limit=1").expect(200);
            for (String list : List.of("thread", "replies", "likes", "reposts")) {
                reader.get("/v1/posts/" + post + "/" + list + "?limit=1");
            }
            for (String list : List.of("followers", "following", "mutuals", "posts")) {
                reader.get("/v1/users/" + bob.id() + "/" + list + "?limit=1");
            }
            reader.get("/v1/users/" + ann.id() + "/posts?replies=true");
            for (String own : List.of("/v1/feed?limit=1", "/v1/feed", "/v1/me", "/v1/sessions", "/v1/me/export")) {
                reader.get(own);
            }
        }

        /** Calls every operation wrongly in every way that its parameters allow. */
        private void refusals() {
            document.operations().stream()
                    .filter(operation -> !operation.template().endsWith("/current"))
                    .forEach(this::refusals);
            stranger.delete("/v1/sessions/current").expect(401);
            ann.send("POST", "/v1/posts", Map.of("text", "to whom?", "replyToId", NOBODY))
                    .expect(404);
        }

        private void refusals(Operation operation) {
            String path = operation.template().replace("{tag}", "birds").replace("{name}", "nobody_at_all");
            String body = operation.node().has("requestBody") ? "{}" : null;
            for (Person person : List.of(stranger, ann)) {
                person.send(operation.method(), path.replace("{id}", NOBODY), body);
            }
            ann.send(operation.method(), path.replace("{id}", "x"), "{");
            String subject = path.contains("/posts/") ? bob.posts("a post") : ann.id();
            for (String query : List.of("?limit=0", "?cursor=noise")) {
                ann.send(operation.method(), path.replace("{id}", subject) + query, null);
            }
            if (body != null) {
                bodies(operation);
            }
        }

        private void bodies(Operation operation) {
            String path = operation.template();
            ann.send(operation.method(), path, "{");
            ann.send(operation.method(), path, "x", Map.of("Content-Type", "text/plain"));
            ann.send(operation.method(), path, "{\"x\":\"" + "y".repeat(70_000) + "\"}");
            Map<String, Object> wrong = new LinkedHashMap<>();
            for (String field : List.of("username", "displayName", "text", "login", "password", "refreshToken")) {
                wrong.put(field, 1);
            }
            ann.send(operation.method(), path, wrong);
        }

        /** A page that is signed in by cookie and omits the CSRF token. */
        private void changesByCookie() {
            Answer signedIn = signIn("?cookie=true").expect(201);
            String cookies = signedIn.response().headers().allValues("set-cookie").stream()
                    .map(cookie -> cookie.replaceFirst(";.*", ""))
                    .collect(Collectors.joining("; "));
            for (Operation operation : document.operations()) {
                if (operation.statuses().contains("403") && !operation.node().has("security")) {
                    String path = operation.template().replace("{id}", bob.id());
                    visitor.send(operation.method(), path, null, Map.of("Cookie", cookies))
                            .expect(403);
                }
            }
            for (String path : List.of("/v1/users", "/v1/sessions", "/v1/sessions/refresh")) {
                Map<String, String> elsewhere = Map.of("Cookie", cookies, "Sec-Fetch-Site", "cross-site");
                visitor.send("POST", path + "?cookie=true", null, elsewhere).expect(403);
            }
            visitor.send("POST", "/v1/sessions/refresh?cookie=true", null, Map.of("Cookie", cookies))
                    .expect(200);
        }

        private void accounts() {
            visitor.send("POST", "/v1/users", registration(ann.username())).expect(409);
            visitor.send("POST", "/v1/sessions", Map.of("login", ann.username(), "password", "wrong"))
                    .expect(401);
            visitor.send("POST", "/v1/sessions/refresh", Map.of("refreshToken", "wrong"))
                    .expect(401);
            visitor.send("POST", "/v1/sessions/refresh", Map.of("refreshToken", cy.refreshToken()))
                    .expect(200);
            ann.send("PATCH", "/v1/me", Map.of("email", bob.username() + "@example.org", "password", Person.PASSWORD))
                    .expect(409);
            ann.send("PATCH", "/v1/me", Map.of("bio", "x".repeat(501))).expect(422);
            for (String verb : List.of("mute", "follow", "block")) {
                ann.put("/v1/users/" + cy.id() + "/" + verb);
                ann.get("/v1/me/mutes").expect(200);
                ann.get("/v1/me/blocks").expect(200);
                ann.delete("/v1/users/" + cy.id() + "/" + verb).expect(200);
            }
        }

        private Map<String, String> registration(String name) {
            return Map.of("username", name, "email", "x" + name + "@example.org", "password", Person.PASSWORD);
        }

        private Answer signIn(String query) {
            return visitor.send(
                    "POST", "/v1/sessions" + query, Map.of("login", ann.username(), "password", Person.PASSWORD));
        }

        private void farewells() {
            String session =
                    Person.of(world, signIn("")).get("/v1/sessions").expect(200).text("/items/0/id");
            ann.delete("/v1/sessions/" + session).expect(204);
            Map<String, String> passwords =
                    Map.of("currentPassword", Person.PASSWORD, "newPassword", "another walk, in the sun");
            ann.send("PUT", "/v1/me/password", passwords).expect(204);
            bob.send("POST", "/v1/me/deletion", Map.of("password", Person.PASSWORD))
                    .expect(202);
            cy.delete("/v1/sessions/current").expect(204);
        }
    }
}
