package magpie.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import magpie.api.ServiceException;
import magpie.api.feed.UserAction;
import magpie.api.user.Profile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Answers composed from the services' facts. */
class RoutesTest extends GatewayTest {
    private long ann;
    private long bob;
    private String token;

    @BeforeEach
    void open() {
        start(Map.of());
        ann = network.join("ann");
        bob = network.join("bob");
        token = network.token(ann, 1);
    }

    @Test
    void aFeedItemIsPostAuthorCountsAndReactions() {
        long post = network.post(bob, "hello");
        HttpResponse<String> response = get("/v1/feed", token);
        assertThat(response.body())
                .isEqualTo("{\"items\":[{\"post\":{\"id\":\"" + post + "\",\"text\":\"hello\","
                        + "\"createdAt\":\"2025-01-01T00:03:58.418Z\",\"replyToId\":null,"
                        + "\"media\":[],\"tags\":[],\"replyToAuthor\":null,\"mentions\":[],"
                        + "\"author\":{\"id\":\"" + bob
                        + "\",\"username\":\"bob\",\"displayName\":\"BOB\",\"avatarUrl\":null},"
                        + "\"counts\":{\"likes\":7,\"reposts\":0,\"replies\":0},"
                        + "\"viewer\":{\"liked\":true,\"reposted\":false}},"
                        + "\"at\":\"2025-01-01T00:03:58.418Z\"}],\"nextCursor\":null,\"partial\":false}");
    }

    @Test
    void withoutCountsAFeedIsPartialAndNotGone() {
        network.post(bob, "hello");
        network.marksFault = ServiceException.unavailable("away", null);
        JsonNode feed = json(get("/v1/feed", token));
        assertThat(feed.path("partial").booleanValue()).isTrue();
        assertThat(feed.at("/items/0/post/counts/likes").intValue()).isZero();
    }

    @Test
    void postsOfAccountsThatAreGoneAreNotShown() {
        network.post(bob, "hello");
        network.profiles.remove(bob);
        assertThat(json(get("/v1/feed", token)).path("items").size()).isZero();
    }

    @Test
    void whoIsNamedIsLookedUpAndWhoIsGoneIsNotShown() {
        long cy = network.join("cy");
        long reply = network.reply(bob, network.post(ann, "hello"), ann, ann, cy);
        network.profiles.remove(cy);
        for (String path : new String[] {"/v1/feed", "/v1/posts/" + reply}) {
            JsonNode answer = json(get(path, token));
            JsonNode post = answer.has("items") ? answer.at("/items/0/post") : answer;
            assertThat(post.path("mentions").toString()).isEqualTo("[{\"id\":\"" + ann + "\",\"username\":\"ann\"}]");
            assertThat(post.path("replyToAuthor").toString())
                    .isEqualTo("{\"id\":\"" + ann + "\",\"username\":\"ann\"}");
        }
    }

    @Test
    void aChangedNameIsShownAfterItsEvent() throws InterruptedException {
        network.post(bob, "hello");
        assertThat(get("/v1/feed", token).body()).contains("BOB");
        network.profiles.put(bob, new Profile(bob, "bob", "Robert \"Bob\" 🐦", "", null, null));
        assertThat(get("/v1/feed", token).body()).contains("BOB");
        network.events.add(new magpie.api.log.Batch.Entry(1, bob, 0, "ProfileChanged", "{\"userId\":" + bob + "}"));
        assertThat(gateway.consumers().getFirst().settle(java.time.Duration.ofSeconds(5)))
                .isTrue();
        assertThat(json(get("/v1/feed", token))
                        .at("/items/0/post/author/displayName")
                        .stringValue())
                .isEqualTo("Robert \"Bob\" 🐦");
    }

    @Test
    void publishingAnswersThePostAndTellsTheFeedFirst() {
        HttpResponse<String> response = post("/v1/posts", token, "{\"text\":\"hello\"}");
        assertThat(response.statusCode()).isEqualTo(201);
        String id = json(response).path("id").stringValue();
        assertThat(response.headers().firstValue("Location")).hasValue("/v1/posts/" + id);
        assertThat(json(response).at("/author/username").stringValue()).isEqualTo("ann");
        assertThat(network.actions)
                .containsExactly(
                        new UserAction(UserAction.Kind.PUBLISHED, ann, 0, Long.parseLong(id), Long.parseLong(id)));
    }

    @Test
    void theSameKeyGetsTheSameAnswer() {
        HttpRequest.Builder request = request("/v1/posts")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"once\"}"));
        HttpResponse<String> first = send(request.copy().header("Idempotency-Key", "k 1"));
        HttpResponse<String> second = send(request.copy().header("Idempotency-Key", "k 1"));
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(network.posts).hasSize(1);
        assertProblem(send(request.copy().header("Idempotency-Key", "x".repeat(201))), 400, "MALFORMED");
        assertProblem(send(request.copy().header("Idempotency-Key", "")), 400, "MALFORMED");
    }

    @Test
    void theServerSaysWhatItIs() {
        stop();
        start(Map.of("gateway.name", "Birds", "gateway.description", "All \"sorts\""));
        HttpResponse<String> instance = get("/v1/instance");
        assertThat(instance.body())
                .isEqualTo("{\"name\":\"Birds\",\"description\":\"All \\\"sorts\\\"\",\"version\":\"development\","
                        + "\"languages\":[\"en\",\"zh-Hans\"],\"limits\":{\"postCharacters\":280,\"postBytes\":8192,"
                        + "\"urlCharacters\":23,\"usernameCharacters\":30,\"displayNameCharacters\":50,"
                        + "\"bioCharacters\":500,\"emailCharacters\":254,\"passwordMin\":8,\"passwordMax\":128,"
                        + "\"pageItems\":100},\"registrationOpen\":true,\"mediaBaseUrl\":null,\"pushKey\":null}");
        assertThat(instance.headers().firstValue("Cache-Control")).hasValue("public, max-age=300");
    }

    @Test
    void mediaIsNotHereYet() {
        HttpResponse<String> response = post("/v1/posts", token, "{\"text\":\"x\",\"mediaIds\":[\"1\"]}");
        assertProblem(response, 422, "INVALID_VALUE");
        assertThat(json(response).at("/errors/0/field").stringValue()).isEqualTo("mediaIds");
    }

    @Test
    void whoBlocksTheViewerIsAbsentAndWhomTheyBlockIsNot() {
        long post = network.post(bob, "hello");
        network.blocks.add(bob + ">" + ann);
        for (String path : List.of("/v1/users/" + bob, "/v1/users/by-username/bob", "/v1/posts/" + post)) {
            assertProblem(get(path, token), 404, "NOT_FOUND");
            assertThat(get(path).statusCode()).isEqualTo(200);
        }
        assertProblem(post("/v1/posts", token, "{\"text\":\"x\",\"replyToId\":\"" + post + "\"}"), 404, "NOT_FOUND");
        String bobs = network.token(bob, 2);
        assertThat(json(get("/v1/users/" + ann, bobs)).at("/viewer/blocking").booleanValue())
                .isTrue();
        assertThat(get("/v1/users/" + ann, bobs).body()).doesNotContain("blockedBy");
    }

    @Test
    void aListIsReadToItsEndThroughThoseHidden() {
        List<Long> seen = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            long id = network.join("u" + i);
            if (i % 3 == 0) {
                seen.addFirst(id);
            } else {
                network.blocks.add((i % 3 == 1 ? id + ">" + ann : ann + ">" + id));
            }
        }
        seen.add(bob);
        seen.add(ann);
        List<Long> found = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        while (cursor != null) {
            JsonNode page = json(get("/v1/users/" + ann + "/followers?limit=7" + cursor, token));
            page.path("items")
                    .forEach(user -> found.add(Long.parseLong(user.path("id").stringValue())));
            cursor = page.path("nextCursor").isNull()
                    ? null
                    : "&cursor=" + page.path("nextCursor").stringValue();
            pages++;
            assertThat(cursor == null || page.path("items").size() == 7).isTrue();
        }
        assertThat(found).isEqualTo(seen);
        assertThat(pages).isEqualTo((seen.size() + 6) / 7);
    }

    @Test
    void followingTellsTheFeed() {
        HttpRequest.Builder follow = request("/v1/users/" + bob + "/follow")
                .header("Authorization", "Bearer " + token)
                .PUT(HttpRequest.BodyPublishers.noBody());
        assertThat(send(follow).body())
                .isEqualTo("{\"following\":true,\"followedBy\":false,\"blocking\":false,\"muting\":false}");
        assertThat(network.actions)
                .containsExactly(new UserAction(UserAction.Kind.RELATIONSHIP_CHANGED, ann, bob, 0, 0));
    }

    @Test
    void blockingTellsTheFeedsOfBoth() {
        HttpRequest.Builder block = request("/v1/users/" + bob + "/block").header("Authorization", "Bearer " + token);
        UserAction[] both = {
            new UserAction(UserAction.Kind.RELATIONSHIP_CHANGED, ann, bob, 0, 0),
            new UserAction(UserAction.Kind.RELATIONSHIP_CHANGED, bob, ann, 0, 0)
        };
        assertThat(send(block.PUT(HttpRequest.BodyPublishers.noBody())).statusCode())
                .isEqualTo(200);
        assertThat(network.actions).containsExactlyInAnyOrder(both);
        network.actions.clear();
        assertThat(send(block.DELETE()).statusCode()).isEqualTo(200);
        assertThat(network.actions).containsExactlyInAnyOrder(both);
    }

    @Test
    void likingTellsTheFeed() {
        String like = "/v1/posts/" + network.post(bob, "\"text\":\"hi\"") + "/like";
        HttpRequest.Builder signedIn = request(like).header("Authorization", "Bearer " + token);
        assertThat(send(signedIn.copy().PUT(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(network.reactions).containsExactly(ann);
        assertThat(send(signedIn.copy().DELETE()).statusCode()).isEqualTo(200);
        assertThat(network.reactions).containsExactly(ann, ann);
    }

    @Test
    void nobodyFollowsThemselvesOrStrangersToAll() {
        for (String verb : List.of("follow", "block", "mute")) {
            HttpRequest.Builder self = request("/v1/users/" + ann + "/" + verb)
                    .header("Authorization", "Bearer " + token)
                    .PUT(HttpRequest.BodyPublishers.noBody());
            assertProblem(send(self), 422, "INVALID_VALUE");
            HttpRequest.Builder nobody = request("/v1/users/12345/" + verb)
                    .header("Authorization", "Bearer " + token)
                    .PUT(HttpRequest.BodyPublishers.noBody());
            assertProblem(send(nobody), 404, "NOT_FOUND");
        }
        assertThat(network.actions).isEmpty();
    }
}
