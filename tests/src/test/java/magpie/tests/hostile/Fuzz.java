package magpie.tests.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import magpie.client.Person;
import magpie.tests.ApiDocument;
import magpie.tests.ApiDocument.Operation;
import magpie.tests.World;
import magpie.tests.World.Mode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * Fuzzes a network. Whatever a test sends must be refused in the agreed form, name what is wrong, reveal nothing
 * internal, store nothing, and leave the server working.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Fuzz {
    static final String NOBODY = "1";

    World world;
    ApiDocument document;
    Person ann;
    Barrage barrage;
    private Person bob;
    private String post;
    private String before;
    private List<String> postsBefore;

    @BeforeAll
    void start() throws IOException {
        world = World.of(
                Mode.LOCAL,
                Map.of("gateway.body-timeout", "500ms", "gateway.idle-timeout", "3s", "gateway.access-log", "off"));
        document = ApiDocument.of(world);
        ann = world.person("ann");
        bob = world.person("bob");
        Person cy = world.person("cy");
        bob.follows(ann);
        cy.follows(ann);
        ann.follows(bob);
        post = ann.posts("the one and only #post");
    }

    @BeforeEach
    void aim() throws IOException, SQLException {
        barrage = new Barrage(world);
        before = ann.get("/v1/me").expect(200).response().body();
        postsBefore = published();
    }

    private List<String> published() {
        return ann.all("/v1/users/" + ann.id() + "/posts?replies=true", 10, "/post/id");
    }

    @AfterEach
    void nothingHappened() throws IOException, SQLException {
        try (Barrage over = barrage) {
            over.report();
            assertThat(ann.get("/v1/me").expect(200).response().body()).isEqualTo(before);
            assertThat(published()).isEqualTo(postsBefore);
        }
        String still = bob.posts("still here");
        assertThat(bob.get("/v1/feed?limit=1").text("/items/0/post/id")).isEqualTo(still);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    // the operations to aim at

    List<Operation> withBody() {
        return document.operations().stream()
                .filter(operation -> operation.node().has("requestBody"))
                .toList();
    }

    static String id(Operation operation) {
        return operation.node().path("operationId").asString();
    }

    Operation operation(String id) {
        return document.operations().stream()
                .filter(operation -> id(operation).equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A request that is valid but harmless: what it would delete or change does not exist. */
    Shot shot(Operation operation) {
        return Shot.at(operation, path(operation)).with("Authorization", "Bearer " + ann.token());
    }

    String path(Operation operation) {
        boolean posts = operation.template().startsWith("/v1/posts");
        String id = operation.method().equals("GET") ? (posts ? post : ann.id()) : NOBODY;
        return operation
                .template()
                .replace("{id}", id)
                .replace("{name}", ann.username())
                .replace("{tag}", "post");
    }

    boolean asks(Operation operation, String parameter) {
        JsonNode own = operation.node().path("parameters");
        JsonNode shared = document.root().at(operation.at().head()).path("parameters");
        return java.util.stream.Stream.concat(own.valueStream(), shared.valueStream())
                .anyMatch(asked -> asked.path("$ref")
                        .asString("")
                        .toLowerCase(java.util.Locale.ROOT)
                        .endsWith("/" + parameter));
    }

    JsonNode schema(Operation operation) {
        return document.root()
                .at(document.resolved(
                        operation.at().append(ApiDocument.at("/requestBody/content/application~1json/schema"))));
    }

    Map<String, JsonNode> fields(Operation operation) {
        Map<String, JsonNode> fields = new TreeMap<>();
        schema(operation)
                .path("properties")
                .propertyStream()
                .forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    Map<String, Object> goodBody(Operation operation) {
        return switch (id(operation)) {
            case "register" ->
                Map.of(
                        "username",
                        "fresh",
                        "email",
                        "fresh@example.org",
                        "password",
                        Person.PASSWORD,
                        "displayName",
                        "F");
            case "signIn" -> Map.of("login", ann.username(), "password", "wrong password");
            case "refresh" -> Map.of("refreshToken", "wrong");
            case "changeMe" ->
                Map.of(
                        "displayName",
                        "Changed",
                        "bio",
                        "changed",
                        "avatarUrl",
                        "/changed.png",
                        "headerUrl",
                        "/changed.png",
                        "email",
                        "changed@example.org",
                        "settings",
                        Map.of("language", "en"));
            case "changePassword" -> Map.of("currentPassword", "wrong password", "newPassword", "a new password, long");
            case "deleteMe" -> Map.of("password", "wrong password");
            case "publish" -> Map.of("text", "a text");
            default -> throw new IllegalArgumentException(operation.name() + ": has no body here (expected: one)");
        };
    }
}
