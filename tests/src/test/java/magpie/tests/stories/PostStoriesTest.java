package magpie.tests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import magpie.api.user.Suspension;
import magpie.api.user.Users;
import magpie.client.Answer;
import magpie.client.Person;
import org.junit.jupiter.api.Test;

/** Posts, threads, likes and reposts. */
class PostStoriesTest extends Stories {

    @Test
    void aPostIsWhatWasWritten() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        Answer post = ana.send(
                        "POST",
                        "/v1/posts",
                        Map.of("text", "  Hello @" + bo.username() + ", and @nobody_here! #Java #喜鹊 \n👩‍👩‍👧  "))
                .expect(201);
        assertThat(post.response().headers().firstValue("Location")).contains("/v1/posts/" + post.text("/id"));
        Answer read = Person.visitor(world).get("/v1/posts/" + post.text("/id")).expect(200);
        assertThat(read.text("/text"))
                .isEqualTo("Hello @" + bo.username() + ", and @nobody_here! #Java #喜鹊 \n👩‍👩‍👧");
        assertThat(read.json().at("/mentions").findValuesAsString("id")).containsExactly(bo.id());
        assertThat(read.json().at("/tags").valueStream().map(tag -> tag.asString()))
                .containsExactly("java", "喜鹊");
        assertThat(read.json().at("/viewer").isMissingNode()).isTrue();
        assertThat(read.json().at("/replyToId").isNull()).isTrue();
        assertThat(read.text("/author/username")).isEqualTo(ana.username());
    }

    @Test
    void lengthIsCountedAsPeopleCount() {
        Person ana = world.person("ana");
        ana.posts("👨‍👩‍👧‍👦".repeat(280));
        ana.send("POST", "/v1/posts", Map.of("text", "x".repeat(281))).refused(422, "INVALID_VALUE");
        ana.posts("https://example.org/" + "y".repeat(400) + " " + "x".repeat(256));
        Answer empty = ana.send("POST", "/v1/posts", Map.of("text", " \n ")).refused(422, "INVALID_VALUE");
        assertThat(empty.text("/errors/0/field")).isEqualTo("text");
    }

    @Test
    void theSameKeyMakesOnePost() throws Exception {
        Person ana = world.person("ana");
        Map<String, String> key = Map.of("Idempotency-Key", "lost-answer-1");
        List<String> ids = new ArrayList<>();
        try (var twins = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> tries = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                tries.add(twins.submit(() -> ana.send("POST", "/v1/posts", Map.of("text", "once"), key)
                        .expect(201)
                        .text("/id")));
            }
            for (Future<String> each : tries) {
                ids.add(each.get());
            }
        }
        assertThat(ids).hasSize(5).containsOnly(ids.getFirst());
        assertThat(ana.feed()).containsExactly(ids.getFirst());
        ana.send("POST", "/v1/posts", Map.of("text", "twice"), key).refused(422, "IDEMPOTENCY_MISMATCH");
        ana.deletes(ids.getFirst());
        assertThat(ana.send("POST", "/v1/posts", Map.of("text", "once"), key)
                        .expect(201)
                        .text("/id"))
                .isEqualTo(ids.getFirst());
        assertThat(ana.feed()).isEmpty();
    }

    @Test
    void theFirstAnswerComesBackWhateverWouldRefuseItNow() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        Person cleo = world.person("cleo");
        String parent = ana.posts("root");
        String first = keyed(bo, parent, "k1").expect(201).text("/id");
        ana.blocks(bo);
        world.othersHear();
        assertThat(keyed(bo, parent, "k1").expect(201).text("/id")).isEqualTo(first);
        keyed(bo, parent, "k2").refused(404, "NOT_FOUND");
        bo.send("POST", "/v1/posts", Map.of("text", "other", "replyToId", parent), Map.of("Idempotency-Key", "k1"))
                .refused(422, "IDEMPOTENCY_MISMATCH");

        String second = keyed(cleo, parent, "k1").expect(201).text("/id");
        cleo.blocks(ana);
        assertThat(keyed(cleo, parent, "k1").expect(201).text("/id")).isEqualTo(second);
        cleo.delete("/v1/users/" + ana.id() + "/block").expect(200);
        suspend(ana);
        assertThat(keyed(cleo, parent, "k1").expect(201).text("/id")).isEqualTo(second);
        keyed(cleo, parent, "k3").refused(404, "NOT_FOUND");
    }

    private static Answer keyed(Person person, String parent, String key) {
        return person.send(
                "POST", "/v1/posts", Map.of("text", "reply", "replyToId", parent), Map.of("Idempotency-Key", key));
    }

    @Test
    void onesOwnLikesAndRepostsAreWithdrawnWhateverBecameOfThePost() {
        Person bo = world.person("bo");
        Person blocks = world.person("blocks");
        Person suspended = world.person("suspended");
        Person deletes = world.person("deletes");
        Map<Person, String> posts = new LinkedHashMap<>();
        for (Person author : List.of(blocks, suspended, deletes)) {
            String post = author.posts("like me");
            bo.likes(post);
            bo.reposts(post);
            posts.put(author, post);
        }
        blocks.blocks(bo);
        deletes.deletes(posts.get(deletes));
        suspend(suspended);
        for (int again = 0; again < 2; again++) {
            for (String post : posts.values()) {
                withdrawnUnseen(bo, post);
            }
            withdrawnUnseen(bo, "123");
        }
        Person cleo = world.person("cleo");
        world.soon(() -> {
            Answer seen = cleo.get("/v1/posts/" + posts.get(blocks)).expect(200);
            assertThat(seen.number("/counts/likes")).isZero();
            assertThat(seen.number("/counts/reposts")).isZero();
        });
        blocks.delete("/v1/users/" + bo.id() + "/block").expect(200);
        world.othersHear();
        Answer shown = bo.get("/v1/posts/" + posts.get(blocks)).expect(200);
        assertThat(shown.flag("/viewer/liked")).isFalse();
        assertThat(shown.flag("/viewer/reposted")).isFalse();
        assertThat(bo.all("/v1/users/" + bo.id() + "/posts", 20, "/post/id")).isEmpty();
    }

    private void suspend(Person person) {
        world.node("user").contract(Users.class).suspend(new Suspension(person.username(), true));
        world.settle();
    }

    private static void withdrawnUnseen(Person person, String post) {
        assertThat(person.delete("/v1/posts/" + post + "/like")
                        .expect(204)
                        .response()
                        .body())
                .isEmpty();
        assertThat(person.delete("/v1/posts/" + post + "/repost")
                        .expect(204)
                        .response()
                        .body())
                .isEmpty();
    }

    @Test
    void likesAndRepostsCountOncePerPerson() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        String post = ana.posts("like me");
        bo.likes(post);
        Answer liked = bo.likes(post);
        assertThat(liked.flag("/viewer/liked")).isTrue();
        world.soon(() -> assertThat(bo.likes(post).number("/counts/likes")).isOne());
        bo.reposts(post);
        world.soon(() -> assertThat(bo.reposts(post).number("/counts/reposts")).isOne());
        assertThat(ana.get("/v1/posts/" + post).flag("/viewer/liked")).isFalse();
        assertThat(ana.all("/v1/posts/" + post + "/likes", 10, "/username")).containsExactly(bo.username());
        assertThat(ana.all("/v1/posts/" + post + "/reposts", 10, "/username")).containsExactly(bo.username());
        bo.delete("/v1/posts/" + post + "/like").expect(200);
        Answer undone = bo.delete("/v1/posts/" + post + "/like").expect(200);
        assertThat(undone.flag("/viewer/liked")).isFalse();
        world.soon(() ->
                assertThat(bo.get("/v1/posts/" + post).number("/counts/likes")).isZero());
    }

    /** Whichever instances answer: reads several times first, so that each has cached the old state. */
    @Test
    void theNextFeedShowsWhatOneLikedAndReposted() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        bo.follows(ana);
        String post = ana.posts("like me");
        world.soon(() -> assertThat(bo.feed()).containsExactly(post));
        boolean liked = false;
        for (int i = 0; i < 6; i++) {
            for (int read = 0; read < 8; read++) {
                Answer feed = bo.get("/v1/feed").expect(200);
                assertThat(feed.flag("/items/0/post/viewer/liked")).isEqualTo(liked);
            }
            liked = !liked;
            if (liked) {
                bo.likes(post);
            } else {
                bo.delete("/v1/posts/" + post + "/like").expect(200);
            }
        }
        bo.reposts(post);
        for (int read = 0; read < 8; read++) {
            assertThat(bo.get("/v1/feed").expect(200).flag("/items/0/post/viewer/reposted"))
                    .isTrue();
        }
    }

    @Test
    void aThreadHasWhatIsAboveAndBelow() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        String root = ana.posts("root");
        String answer = bo.replies(root, "answer");
        String first = ana.replies(answer, "first");
        String second = ana.replies(answer, "second");
        Answer thread = ana.get("/v1/posts/" + answer + "/thread").expect(200);
        assertThat(thread.text("/ancestors/0/id")).isEqualTo(root);
        assertThat(thread.text("/post/id")).isEqualTo(answer);
        assertThat(thread.text("/post/replyToAuthor/id")).isEqualTo(ana.id());
        assertThat(thread.json().at("/replies/items").findValuesAsString("text"))
                .containsExactly("first", "second");
        assertThat(ana.all("/v1/posts/" + answer + "/replies", 1, "/id")).containsExactly(first, second);
        world.soon(() -> assertThat(ana.get("/v1/posts/" + answer).number("/counts/replies"))
                .isEqualTo(2));
        bo.deletes(answer);
        world.othersHear();
        Answer below = ana.get("/v1/posts/" + first + "/thread").expect(200);
        assertThat(below.flag("/ancestors/1/deleted")).isTrue();
        ana.get("/v1/posts/" + answer + "/thread").refused(404, "NOT_FOUND");
    }

    @Test
    void aTimelineHasPostsAndRepostsAndOnRequestReplies() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        String other = bo.posts("by bo");
        String own = ana.posts("by ana");
        String reply = ana.replies(other, "to bo");
        ana.reposts(other);
        String path = "/v1/users/" + ana.id() + "/posts";
        assertThat(bo.all(path, 2, "/post/id")).containsExactly(other, own);
        assertThat(bo.all(path + "?replies=true", 2, "/post/id")).containsExactly(other, reply, own);
        assertThat(bo.get(path).text("/items/0/repostedBy/username")).isEqualTo(ana.username());
        world.soon(() -> assertThat(ana.get("/v1/me").number("/counts/posts")).isEqualTo(2));
    }

    @Test
    void tagsCollectPostsInAnyCase() {
        Person ana = world.person("ana");
        String tag = "nest" + ana.id();
        String first = ana.posts("one #" + tag);
        String second = ana.posts("two #" + tag.toUpperCase(java.util.Locale.ROOT));
        assertThat(ana.all("/v1/tags/" + tag + "/posts", 1, "/id")).containsExactly(second, first);
    }

    @Test
    void aTagOfAnyScriptIsFoundByItsEncodedName() {
        Person ana = world.person("ana");
        String tag = "喜鹊" + ana.id();
        String post = ana.posts("#" + tag);
        String encoded = URLEncoder.encode(tag, StandardCharsets.UTF_8);
        assertThat(ana.all("/v1/tags/" + encoded + "/posts", 1, "/id")).containsExactly(post);
        assertThat(ana.all("/v1/tags/nobody" + ana.id() + "/posts", 1, "/id")).isEmpty();
    }

    @Test
    void tagsLeaveOutWhomOneBlocksAndFillThePage() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        Person cy = world.person("cy");
        String tag = "nest" + ana.id();
        String first = bo.posts("one #" + tag);
        cy.posts("two #" + tag);
        cy.posts("three #" + tag);
        String last = bo.posts("four #" + tag);
        ana.blocks(cy);
        world.othersHear();
        String path = "/v1/tags/" + tag + "/posts";
        assertThat(ana.get(path + "?limit=2")
                        .expect(200)
                        .items(post -> post.at("/id").asString()))
                .containsExactly(last, first);
        assertThat(cy.all(path, 2, "/id")).hasSize(4);
        assertThat(Person.visitor(world).all(path, 3, "/id")).hasSize(4);
    }

    @Test
    void onlyTheAuthorDeletes() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        String post = ana.posts("mine");
        assertThat(bo.delete("/v1/posts/" + post).status()).isIn(403, 404);
        ana.deletes(post);
        world.othersHear();
        ana.get("/v1/posts/" + post).refused(404, "NOT_FOUND");
        ana.put("/v1/posts/" + post + "/like").refused(404, "NOT_FOUND");
    }
}
