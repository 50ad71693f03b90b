package magpie.tests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import magpie.api.user.Suspension;
import magpie.api.user.Users;
import magpie.client.Answer;
import magpie.client.Person;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Following, blocking, muting, and the lists of them. */
class RelationshipStoriesTest extends Stories {

    @Test
    void followingShowsAtOnceOnBothSides() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        Answer relationship = ana.follows(bo);
        assertThat(relationship.flag("/following")).isTrue();
        assertThat(relationship.flag("/followedBy")).isFalse();
        ana.follows(bo);
        Answer profile = ana.get("/v1/users/" + bo.id()).expect(200);
        assertThat(profile.flag("/viewer/following")).isTrue();
        assertThat(profile.number("/counts/followers")).isOne();
        assertThat(bo.get("/v1/users/" + ana.id()).flag("/viewer/followedBy")).isTrue();
        assertThat(usernames(bo, "/v1/users/" + bo.id() + "/followers")).containsExactly(ana.username());
        assertThat(usernames(bo, "/v1/users/" + ana.id() + "/following")).containsExactly(bo.username());
        assertThat(ana.unfollows(bo).flag("/following")).isFalse();
        assertThat(bo.get("/v1/me").number("/counts/followers")).isZero();
    }

    @Test
    void followersComeNewestFirstPageByPage() {
        Person star = world.person("star");
        java.util.List<String> expected = new java.util.ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Person fan = world.person("fan");
            fan.follows(star);
            expected.addFirst(fan.username());
        }
        assertThat(star.all("/v1/users/" + star.id() + "/followers", 3, "/username"))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void mutualsAreWhomBothFollow() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        Person shared = world.person("shared");
        Person onlyBo = world.person("other");
        ana.follows(shared);
        bo.follows(shared);
        bo.follows(onlyBo);
        assertThat(usernames(ana, "/v1/users/" + bo.id() + "/mutuals")).containsExactly(shared.username());
    }

    @Test
    void whoIsBlockedFindsNothingAndIsRefused() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        bo.follows(ana);
        String post = ana.posts("not for you");
        ana.blocks(bo);
        world.othersHear();
        bo.get("/v1/users/" + ana.id()).refused(404, "NOT_FOUND");
        bo.get("/v1/users/by-username/" + ana.username()).refused(404, "NOT_FOUND");
        bo.get("/v1/users/" + ana.id() + "/posts").refused(404, "NOT_FOUND");
        bo.get("/v1/users/" + ana.id() + "/followers").refused(404, "NOT_FOUND");
        bo.get("/v1/posts/" + post).refused(404, "NOT_FOUND");
        bo.put("/v1/posts/" + post + "/like").refused(404, "NOT_FOUND");
        bo.put("/v1/posts/" + post + "/repost").refused(404, "NOT_FOUND");
        bo.put("/v1/users/" + ana.id() + "/follow").refused(404, "NOT_FOUND");
        bo.send("POST", "/v1/posts", Map.of("text", "answer me", "replyToId", post))
                .refused(404, "NOT_FOUND");
        Answer mention = bo.send("POST", "/v1/posts", Map.of("text", "hey @" + ana.username()))
                .expect(201);
        assertThat(mention.json().at("/mentions").isEmpty()).isTrue();
        Person.visitor(world).get("/v1/posts/" + post).expect(200);
        assertThat(ana.get("/v1/users/" + bo.id()).expect(200).flag("/viewer/blocking"))
                .isTrue();
        assertThat(usernames(ana, "/v1/me/blocks")).containsExactly(bo.username());
        assertThat(ana.get("/v1/me").number("/counts/followers")).isZero();
    }

    @Test
    void aThreadShowsTheBlockedAsATombstone() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        Person cy = world.person("cy");
        String root = ana.posts("root");
        String answer = bo.replies(root, "answer");
        String leaf = cy.replies(answer, "leaf");
        ana.blocks(bo);
        world.othersHear();
        Answer thread = ana.get("/v1/posts/" + leaf + "/thread").expect(200);
        assertThat(thread.text("/ancestors/0/id")).isEqualTo(root);
        assertThat(thread.text("/ancestors/1/id")).isEqualTo(answer);
        assertThat(thread.flag("/ancestors/1/deleted")).isTrue();
        assertThat(thread.json().at("/ancestors/1/text").isMissingNode()).isTrue();
        assertThat(cy.get("/v1/posts/" + leaf + "/thread").text("/ancestors/1/text"))
                .isEqualTo("answer");
        assertThat(ana.get("/v1/posts/" + root + "/replies")
                        .expect(200)
                        .json()
                        .at("/items")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void mutedAccountsAreListedAndSeeNothingOfIt() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        ana.mutes(bo);
        assertThat(usernames(ana, "/v1/me/mutes")).containsExactly(bo.username());
        assertThat(bo.get("/v1/users/" + ana.id()).expect(200).flag("/viewer/muting"))
                .isFalse();
        ana.delete("/v1/users/" + bo.id() + "/mute").expect(200);
        assertThat(usernames(ana, "/v1/me/mutes")).isEmpty();
    }

    @Test
    void oneselfAndNobodyCannotBeFollowed() {
        Person ana = world.person("ana");
        ana.put("/v1/users/" + ana.id() + "/follow").refused(422, "INVALID_VALUE");
        ana.put("/v1/users/123/follow").refused(404, "NOT_FOUND");
    }

    @Test
    void onesOwnTiesAreEndedWhateverBecameOfTheOtherSide() {
        Person ana = world.person("ana");
        Person blocks = world.person("blocks");
        Person suspended = world.person("suspended");
        Person gone = world.person("gone");
        for (Person other : java.util.List.of(blocks, suspended, gone)) {
            ana.follows(other);
            ana.mutes(other);
        }
        blocks.blocks(ana);
        world.node("user").contract(Users.class).suspend(new Suspension(suspended.username(), true));
        gone.send("POST", "/v1/me/deletion", Map.of("password", Person.PASSWORD))
                .expect(202);
        world.settle();
        for (int again = 0; again < 2; again++) {
            for (String other : java.util.List.of(blocks.id(), suspended.id(), gone.id(), "123")) {
                for (String verb : java.util.List.of("follow", "mute", "block")) {
                    Answer relationship =
                            ana.delete("/v1/users/" + other + "/" + verb).expect(200);
                    assertThat(relationship.flag(
                                    verb.equals("follow") ? "/following" : "/" + verb.replaceFirst("e?$", "ing")))
                            .isFalse();
                }
            }
        }
        world.node("user").contract(Users.class).suspend(new Suspension(suspended.username(), false));
        world.settle();
        Answer restored = ana.get("/v1/users/" + suspended.id()).expect(200);
        assertThat(restored.flag("/viewer/following")).isFalse();
        assertThat(restored.flag("/viewer/muting")).isFalse();
    }

    private static java.util.List<String> usernames(Person viewer, String path) {
        return viewer.get(path).expect(200).items(user -> user.at("/username").asString());
    }

    /** A client without an answer sends the same again, and gets the same answer. */
    @Test
    void everyChangeThatIsSentAgainIsAnsweredAsTheFirstTime() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        String liked = bo.posts("like me");
        String own = ana.posts("gone tomorrow");
        Person device = Person.of(
                world,
                ana.send("POST", "/v1/sessions", Map.of("login", ana.username(), "password", Person.PASSWORD))
                        .expect(201));
        for (String change : List.of("follow", "block", "mute")) {
            String path = "/v1/users/" + bo.id() + "/" + change;
            sentAgain(ana, "PUT", path, null);
            sentAgain(ana, "DELETE", path, null);
        }
        for (String change : List.of("like", "repost")) {
            String path = "/v1/posts/" + liked + "/" + change;
            sentAgain(ana, "PUT", path, null);
            sentAgain(ana, "DELETE", path, null);
        }
        sentAgain(ana, "DELETE", "/v1/posts/" + own, null);
        sentAgain(ana, "PATCH", "/v1/me", Map.of("bio", "says it twice"));
        String email = "twice." + ana.username() + "@example.org";
        sentAgain(ana, "PATCH", "/v1/me", Map.of("email", email, "password", Person.PASSWORD));
        sentAgain(
                ana,
                "PUT",
                "/v1/me/password",
                Map.of("currentPassword", Person.PASSWORD, "newPassword", "another walk in the snow"));
        world.othersHear();
        device.get("/v1/me").refused(401, "UNAUTHENTICATED");
    }

    /** Counts may lag a moment in a cluster; the viewer's own actions do not. */
    private static void sentAgain(Person person, String method, String path, @Nullable Object body) {
        Answer first = person.send(method, path, body);
        Answer again = person.send(method, path, body);
        assertThat(first.status()).as("%s %s", method, path).isBetween(200, 204);
        assertThat(again.status()).as("%s %s again", method, path).isEqualTo(first.status());
        if (first.status() == 200) {
            assertThat(said(again)).as("%s %s again", method, path).isEqualTo(said(first));
        }
    }

    private static JsonNode said(Answer answer) {
        JsonNode viewer = answer.json().path("viewer");
        return viewer.isMissingNode() ? answer.json() : viewer;
    }
}
