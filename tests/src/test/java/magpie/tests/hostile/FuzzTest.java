package magpie.tests.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import magpie.client.Answer;
import magpie.client.Person;
import magpie.kit.json.Json;
import magpie.tests.ApiDocument;
import magpie.tests.ApiDocument.Operation;
import magpie.tests.World;
import magpie.tests.World.Mode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * Everything that can be wrong about a request, on every route: each must be refused in the agreed form, name what is
 * wrong, tell nothing of the inside, store nothing, and leave a server that serves.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzTest {
    private static final long SEED = 20_260_131;
    private static final int MUTANTS = 1_200;
    private static final String NOBODY = "1";

    private World world;
    private ApiDocument document;
    private Person ann;
    private Person bob;
    private String post;
    private String tieCursor;
    private Barrage barrage;
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
        tieCursor = ann.get("/v1/users/" + ann.id() + "/followers?limit=1").text("/nextCursor");
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

    @Test
    void aWrongFieldIsNamed() throws SQLException {
        for (Operation operation : withBody()) {
            for (Map.Entry<String, JsonNode> field : fields(operation).entrySet()) {
                Map<String, Object> body = new LinkedHashMap<>(goodBody(operation));
                for (Object wrong : wrong(field.getKey(), field.getValue())) {
                    body.put(field.getKey(), wrong);
                    barrage.named(shot(operation).json(body), field.getKey());
                }
            }
        }
        assertThat(barrage.shots()).isGreaterThan(150);
    }

    @Test
    void aMissingFieldIsNamed() throws SQLException {
        for (Operation operation : withBody()) {
            for (JsonNode required : schema(operation).path("required")) {
                Map<String, Object> body = new LinkedHashMap<>(goodBody(operation));
                body.remove(required.asString());
                barrage.named(shot(operation).json(body), required.asString());
            }
        }
        assertThat(barrage.shots()).isGreaterThan(8);
    }

    @Test
    void whatIsTooLongIsRefusedAndWhereItMayBeNamed() throws SQLException {
        Set<String> secrets = Set.of("login", "refreshToken", "currentPassword", "password");
        for (Operation operation : withBody()) {
            for (String field : fields(operation).keySet()) {
                if (goodBody(operation).get(field) instanceof String && !field.equals("replyToId")) {
                    Map<String, Object> body = new LinkedHashMap<>(goodBody(operation));
                    body.put(field, "x".repeat(20_000));
                    boolean named = !secrets.contains(field) || id(operation).equals("register");
                    if (named) {
                        barrage.named(shot(operation).json(body), field);
                    } else {
                        barrage.refused(shot(operation).json(body), 401, 403, 422);
                    }
                    body.put(field, "x".repeat(70_000));
                    barrage.refused(shot(operation).json(body), 413);
                }
            }
            barrage.refused(shot(operation).json("x".repeat(1_000_000)), 413);
            Shot endless = shot(operation).json("x".repeat(3_000_000));
            barrage.shout(endless, endless.bytes());
        }
        assertThat(barrage.shots()).isGreaterThan(25);
    }

    @Test
    void aBodyThatIsNoJsonIsMalformed() throws SQLException {
        for (Operation operation : withBody()) {
            for (String body : Mischief.NO_JSON) {
                barrage.refused(shot(operation).json(body), 400);
            }
            for (int[] bytes : Mischief.NO_UTF8) {
                barrage.refused(shot(operation).json("").body(withIn(goodBody(operation), bytes)), 400);
            }
            for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32")) {
                byte[] body = new String(withIn(goodBody(operation)), StandardCharsets.UTF_8)
                        .getBytes(java.nio.charset.Charset.forName(charset));
                barrage.refused(shot(operation).json("").body(body), 400);
            }
        }
        assertThat(barrage.shots()).isGreaterThan(250);
    }

    @Test
    void aBodyOfAnotherTypeIsNotTaken() throws SQLException {
        for (Operation operation : withBody()) {
            Shot shot = shot(operation).json(goodBody(operation));
            barrage.refused(shot.without("Content-Type"), 415);
            for (String type : List.of(
                    "text/plain",
                    "text/json",
                    "application/xml",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data; boundary=x",
                    "application/jsonx",
                    "application",
                    ";;",
                    "\"application/json\"",
                    "application/json, text/plain",
                    "x".repeat(2_000))) {
                barrage.refused(shot.with("Content-Type", type), 400, 415);
            }
        }
        assertThat(barrage.shots()).isGreaterThan(70);
    }

    @Test
    void whatIsNoIdIsRefused() throws SQLException {
        for (Operation operation : document.operations()) {
            if (operation.template().contains("{id}")) {
                for (String id : Mischief.NO_IDS) {
                    Shot shot = shot(operation).target(operation.template().replace("{id}", id));
                    if (id.matches("[-+0-9a-z.]*")) {
                        barrage.named(shot, "id");
                    } else if (id.startsWith("1;") && operation.method().equals("DELETE")) {
                        barrage.fire(shot); // the id 1, which is nobody's: what was never done can be taken back
                    } else {
                        barrage.refused(shot, 400, 404);
                    }
                }
            }
        }
        for (String id : Mischief.NO_IDS) {
            if (!id.contains("%") && !id.contains("\u00e9")) {
                Map<String, String> reply = Map.of("text", "to whom?", "replyToId", id);
                barrage.named(shot(operation("publish")).json(reply), "replyToId");
            }
        }
        assertThat(barrage.shots()).isGreaterThan(800);
    }

    @Test
    void namesAndTagsMayBeAnything() throws SQLException {
        for (String name : Mischief.NO_IDS) {
            barrage.fire(shot(operation("userByName")).target("/v1/users/by-username/" + name));
            barrage.fire(shot(operation("listTagPosts")).target("/v1/tags/" + name + "/posts"));
            barrage.fire(shot(operation("me")).target("/v1/" + name).elsewhere());
            barrage.fire(shot(operation("root")).target("/" + name).elsewhere());
        }
        String ligatures = "%EF%B7%BA".repeat(800); // Each becomes 18 letters.
        barrage.fire(shot(operation("listTagPosts")).target("/v1/tags/" + ligatures + "/posts"));
        assertThat(barrage.shots()).isGreaterThan(150);
    }

    @Test
    void aWrongLimitOrCursorIsNamed() throws SQLException {
        int lists = 0;
        for (Operation operation : document.operations()) {
            String path = path(operation);
            if (asks(operation, "limit")) {
                lists++;
                for (String limit : Mischief.NO_LIMITS) {
                    barrage.named(shot(operation).target(path + "?limit=" + limit), "limit");
                }
            }
            if (asks(operation, "cursor")) {
                for (String cursor : Mischief.NO_CURSORS) {
                    barrage.named(shot(operation).target(path + "?cursor=" + cursor), "cursor");
                }
                cursorsOfOthers(operation, path);
            }
        }
        assertThat(lists).isGreaterThan(11);
    }

    private void cursorsOfOthers(Operation operation, String path) throws SQLException {
        boolean own = id(operation).equals("listFollowers");
        for (String cursor : List.of(
                tieCursor.substring(1),
                tieCursor.substring(0, tieCursor.length() - 1),
                tieCursor + "A",
                tieCursor.toLowerCase(java.util.Locale.ROOT),
                new StringBuilder(tieCursor).reverse().toString())) {
            barrage.named(shot(operation).target(path + "?cursor=" + cursor), "cursor");
        }
        if (own) {
            assertThat(barrage.fire(shot(operation).target(path + "?cursor=" + tieCursor))
                            .status())
                    .isEqualTo(200);
        } else {
            barrage.named(shot(operation).target(path + "?cursor=" + tieCursor), "cursor");
        }
    }

    @Test
    void aWrongFlagIsNamedBeforeAnythingIsDone() throws SQLException {
        for (String flag : List.of("", "1", "yes", "TRUE", "maybe", "%00", "true%20")) {
            Shot posts = shot(operation("listUserPosts"));
            barrage.named(posts.target("/v1/users/" + ann.id() + "/posts?replies=" + flag), "replies");
            for (String id : List.of("register", "signIn", "refresh")) {
                Shot shot = shot(operation(id));
                Shot good = shot.json(id.equals("signIn") ? credentials() : goodBody(operation(id)));
                barrage.named(good.target(shot.target() + "?cookie=" + flag), "cookie");
            }
        }
        assertThat(barrage.shots()).isGreaterThan(20);
    }

    private Map<String, String> credentials() {
        return Map.of("login", ann.username(), "password", Person.PASSWORD);
    }

    @Test
    void aBrokenQueryHarmsNothing() throws SQLException {
        for (Operation operation : document.operations()) {
            if (!operation.method().equals("GET")) {
                continue;
            }
            for (String query : List.of(
                    "?",
                    "?&&&&",
                    "?=",
                    "?=1",
                    "?limit",
                    "?limit=1&limit=2",
                    "?limit[]=1",
                    "?%00=1",
                    "?%FF=%FF",
                    "?x=%C0%80",
                    "?%zz=1",
                    "?x=%",
                    "?x=%1",
                    "?x=" + "y".repeat(5_000),
                    "?x=" + "y".repeat(60_000),
                    "?" + "a&".repeat(3_000),
                    "?a=1#b",
                    "?a=\u00e9",
                    "?a=b?c=d",
                    "?a=<script>")) {
                barrage.fire(shot(operation).target(path(operation) + query));
            }
        }
        assertThat(barrage.shots()).isGreaterThan(400);
    }

    @Test
    void aForgedTokenIsRefused() throws SQLException, GeneralSecurityException {
        List<String> tokens = ForgedTokens.like(ann.token());
        for (Operation operation : document.operations()) {
            JsonNode security = operation.node().path("security");
            boolean open = security.isArray() && security.isEmpty();
            boolean own = security.isMissingNode();
            if (!open) {
                for (String token : tokens) {
                    Shot shot = Shot.at(operation, path(operation)).with("Authorization", token);
                    opensNothing(shot, own);
                    if (token.matches("Bearer [!-~]+")) {
                        String cookie = "magpie_access=" + token.replaceFirst("Bearer ", "");
                        opensNothing(shot.without("Authorization").with("Cookie", cookie), own);
                    }
                }
            }
            if (own) {
                barrage.refused(Shot.at(operation, path(operation)), 401);
            }
        }
        assertThat(barrage.shots()).isGreaterThan(1_000);
    }

    /** Where nobody needs to be signed in it does no harm either. */
    private void opensNothing(Shot shot, boolean own) throws SQLException {
        if (own) {
            barrage.refused(shot, 400, 401);
        } else {
            barrage.fire(shot);
        }
    }

    @Test
    void anExpiredTokenIsRefused() throws IOException {
        try (World brief = World.of(Mode.LOCAL, Map.of("user.access-token", "1s"))) {
            Person cy = brief.person("cy");
            Answer answer = cy.get("/v1/me").expect(200);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (answer.status() == 200 && System.nanoTime() - deadline < 0) {
                answer = cy.get("/v1/me");
            }
            answer.refused(401, "UNAUTHENTICATED");
            cy.send("POST", "/v1/posts", Map.of("text", "too late")).refused(401, "UNAUTHENTICATED");
        }
    }

    @Test
    void anotherMethodIsRefused() throws SQLException {
        Map<String, List<String>> methods = new TreeMap<>();
        document.operations()
                .forEach(operation -> methods.computeIfAbsent(operation.template(), t -> new ArrayList<>())
                        .add(operation.method()));
        for (Operation operation : document.operations()) {
            for (String method : List.of(
                    "GET",
                    "POST",
                    "PUT",
                    "PATCH",
                    "DELETE",
                    "TRACE",
                    "OPTIONS",
                    "FOO",
                    "get",
                    "PROPFIND",
                    "M-SEARCH",
                    "X".repeat(3_000))) {
                if (!methods.get(operation.template()).contains(method)) {
                    barrage.refused(shot(operation).method(method), 400, 405, 414, 431);
                }
            }
        }
        assertThat(barrage.shots()).isGreaterThan(400);
    }

    @Test
    void strangeHeadersHarmNothing() throws SQLException {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String noise : List.of("", "\u00e9\u00ff", "\"", ";;;=;,", "a=b; =c; d", "%00", "-1", "x".repeat(4_000))) {
            for (String name : List.of(
                    "Accept",
                    "Accept-Encoding",
                    "Accept-Language",
                    "Cookie",
                    "Forwarded",
                    "If-Match",
                    "If-Modified-Since",
                    "Last-Event-ID",
                    "Origin",
                    "Range",
                    "Referer",
                    "User-Agent",
                    "X-CSRF-Token",
                    "X-Forwarded-For",
                    "X-Forwarded-Proto",
                    "X-Request-Id",
                    "Upgrade",
                    "TE",
                    "Via",
                    "Content-Encoding")) {
                headers.add(Map.entry(name, noise));
            }
        }
        headers.add(Map.entry("Accept-Encoding", "gzip;q=x, *;q=9"));
        headers.add(Map.entry("Expect", "100-continue"));
        headers.add(Map.entry("Expect", "tea"));
        headers.add(Map.entry("Cookie", "$Version=1; magpie_access=\"; magpie_refresh=\\"));
        headers.add(Map.entry("Content-Encoding", "gzip"));
        for (String id : List.of("feed", "publish", "user", "refresh", "exportMe")) {
            for (Map.Entry<String, String> header : headers) {
                Shot shot = shot(operation(id)).with(header.getKey(), header.getValue());
                barrage.fire(id.equals("publish") ? shot.json("{}") : shot);
            }
        }
        assertThat(barrage.shots()).isGreaterThan(700);
    }

    @Test
    void aWrongIdempotencyKeyIsNamed() throws SQLException {
        Shot publish = shot(operation("publish")).json(Map.of("text", "once"));
        for (String key : List.of("", "\u00e9", "a\tb", "x".repeat(201), "x".repeat(4_000))) {
            barrage.named(publish.with("Idempotency-Key", key), "Idempotency-Key");
        }
        barrage.refused(publish.with("Idempotency-Key", "\u007f"), 400);
    }

    @Test
    void brokenHttpIsRefusedOrHungUpOn() throws SQLException {
        Shot shot = shot(operation("publish")).json(Map.of("text", ""));
        for (String request : Mischief.brokenHttp(ann.token())) {
            barrage.shout(shot.target(name(request)).elsewhere(), request.getBytes(StandardCharsets.ISO_8859_1));
        }
        assertThat(barrage.shots()).isGreaterThan(40);
    }

    /** For the report alone. */
    private static String name(String request) {
        return request.substring(0, Math.min(80, request.length())).strip();
    }

    @Test
    void chanceFindsNothingEither() throws SQLException {
        Random random = new Random(SEED);
        List<Shot> good = new ArrayList<>();
        for (Operation operation : document.operations()) {
            if (operation.method().equals("GET") || operation.node().has("requestBody")) {
                good.add(
                        operation.node().has("requestBody")
                                ? shot(operation).json(harmless(operation))
                                : shot(operation));
            }
        }
        for (int i = 0; i < MUTANTS; i++) {
            Shot shot = good.get(random.nextInt(good.size()));
            byte[] bytes = mutant(shot.bytes(), random);
            barrage.shout(shot.target("mutant " + i).elsewhere(), bytes);
        }
    }

    /** A body that would be refused even if it were well said, so that no mutant of it stores anything. */
    private Map<String, Object> harmless(Operation operation) {
        Map<String, Object> body = new LinkedHashMap<>(goodBody(operation));
        switch (id(operation)) {
            case "register" -> body.put("email", "none");
            case "publish" -> body.put("replyToId", NOBODY);
            case "changeMe" -> body.put("settings", List.of());
            default -> {}
        }
        return body;
    }

    private static byte[] mutant(byte[] good, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int changes = 1 + random.nextInt(6);
        int at = 0;
        for (int i = 0; i < changes && at < good.length; i++) {
            int next = at + random.nextInt(good.length - at + 1);
            out.write(good, at, next - at);
            at = next;
            switch (random.nextInt(5)) {
                case 0 -> out.write(random.nextInt(256));
                case 1 -> at = Math.min(good.length, at + 1 + random.nextInt(8));
                case 2 -> out.write(good, 0, Math.min(next, 40));
                case 3 -> {
                    out.write("\r\n\0 :;{}[]\"%".charAt(random.nextInt(12)));
                    at = Math.min(good.length, at + 1);
                }
                default -> out.writeBytes(Arrays.copyOfRange(good, Math.max(0, next - 16), next));
            }
        }
        out.write(good, at, good.length - at);
        return out.toByteArray();
    }

    @Test
    void whoStopsHalfwayIsForgotten() throws IOException, SQLException {
        Random random = new Random(SEED);
        byte[] whole = shot(operation("publish"))
                .json(Map.of("text", "half a thought"))
                .bytes();
        for (int i = 0; i < 100; i++) {
            Wire.mumble(world.node("gateway").port(), Arrays.copyOf(whole, random.nextInt(whole.length)));
        }
    }

    // What there is to aim at.

    private List<Operation> withBody() {
        return document.operations().stream()
                .filter(operation -> operation.node().has("requestBody"))
                .toList();
    }

    private static String id(Operation operation) {
        return operation.node().path("operationId").asString();
    }

    private Operation operation(String id) {
        return document.operations().stream()
                .filter(operation -> id(operation).equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A request that is good as far as it goes, but does no harm: what it would delete or change is not there. */
    private Shot shot(Operation operation) {
        return Shot.at(operation, path(operation)).with("Authorization", "Bearer " + ann.token());
    }

    private String path(Operation operation) {
        boolean posts = operation.template().startsWith("/v1/posts");
        String id = operation.method().equals("GET") ? (posts ? post : ann.id()) : NOBODY;
        return operation
                .template()
                .replace("{id}", id)
                .replace("{name}", ann.username())
                .replace("{tag}", "post");
    }

    private boolean asks(Operation operation, String parameter) {
        JsonNode own = operation.node().path("parameters");
        JsonNode shared = document.root().at(operation.at().head()).path("parameters");
        return java.util.stream.Stream.concat(own.valueStream(), shared.valueStream())
                .anyMatch(asked -> asked.path("$ref")
                        .asString("")
                        .toLowerCase(java.util.Locale.ROOT)
                        .endsWith("/" + parameter));
    }

    private JsonNode schema(Operation operation) {
        return document.root()
                .at(document.resolved(
                        operation.at().append(ApiDocument.at("/requestBody/content/application~1json/schema"))));
    }

    private Map<String, JsonNode> fields(Operation operation) {
        Map<String, JsonNode> fields = new TreeMap<>();
        schema(operation)
                .path("properties")
                .propertyStream()
                .forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private Map<String, Object> goodBody(Operation operation) {
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

    /** Values that a field must not have, by what the document says of it. */
    private static List<Object> wrong(String field, JsonNode schema) {
        String type = schema.toString();
        boolean object = field.equals("settings");
        boolean list = type.contains("array");
        List<Object> wrong = new ArrayList<>(List.of(1, -1.5, true, List.of("x")));
        if (!type.contains("null")) {
            wrong.add(Json.MAPPER.nullNode());
        }
        if (!object) {
            wrong.add(Map.of());
            wrong.add(Map.of("text", "x"));
        }
        if (!list) {
            wrong.add(List.of());
        }
        wrong.add("\u0000");
        wrong.add("half \ud83d a bird");
        return wrong;
    }

    /** A body in UTF-8 with some bytes in one of its strings. */
    private static byte[] withIn(Map<String, Object> body, int... bytes) {
        Map<String, Object> marked = new LinkedHashMap<>(body);
        marked.replaceAll((field, value) -> value instanceof String text ? text + "~" : value);
        String json = Json.MAPPER.writeValueAsString(marked);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int mark = json.indexOf('~');
        out.writeBytes(json.substring(0, mark).getBytes(StandardCharsets.UTF_8));
        for (int b : bytes) {
            out.write(b);
        }
        out.writeBytes(json.substring(mark + 1).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
