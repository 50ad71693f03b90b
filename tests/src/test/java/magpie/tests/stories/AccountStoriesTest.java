package magpie.tests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import magpie.client.Answer;
import magpie.client.Person;
import org.junit.jupiter.api.Test;

/** Accounts, sessions and profiles. */
class AccountStoriesTest extends Stories {

    @Test
    void whoeverRegistersIsSignedIn() {
        Person ana = world.person("ana");
        Answer me = ana.get("/v1/me").expect(200);
        assertThat(me.text("/username")).isEqualTo(ana.username());
        assertThat(me.text("/email")).isEqualTo(ana.username() + "@example.org");
        assertThat(me.text("/createdAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(me.number("/counts/followers")).isZero();
    }

    @Test
    void namesAndAddressesAreTakenOnceWhateverTheirCase() {
        Person ana = world.person("ana");
        register(ana.username().toUpperCase(java.util.Locale.ROOT), "fresh_" + ana.username() + "@example.org")
                .refused(409, "USERNAME_TAKEN");
        register("other_" + ana.username(), ana.username().toUpperCase(java.util.Locale.ROOT) + "@example.org")
                .refused(409, "EMAIL_TAKEN");
    }

    /** The answer to the first may have been lost: "name taken" would be no news to them, and false. */
    @Test
    void whoeverRegistersTwiceIsSignedInAgain() {
        Person ana = world.person("ana");
        String name = ana.username();
        Answer again = register(name.toUpperCase(java.util.Locale.ROOT), name + "@EXAMPLE.org")
                .expect(201);
        Person same = Person.of(world, again);
        assertThat(same.get("/v1/me").expect(200).text("/id")).isEqualTo(ana.id());
        assertThat(ana.get("/v1/sessions").expect(200).json().at("/items")).hasSize(2);

        String other = world.person("bo").username();
        register(other, name + "@example.org").refused(409, "USERNAME_TAKEN");
        assertThat(ana.get("/v1/sessions").expect(200).json().at("/items")).hasSize(2);
        Person.visitor(world)
                .send(
                        "POST",
                        "/v1/users",
                        Map.of("username", name, "email", name + "@example.org", "password", "not the password"))
                .refused(409, "USERNAME_TAKEN");
    }

    @Test
    void everyFieldThatIsWrongIsNamed() {
        Answer answer = Person.visitor(world)
                .send("POST", "/v1/users", Map.of("username", "no spaces!", "email", "nowhere", "password", "short"))
                .refused(422, "INVALID_VALUE");
        assertThat(answer.json().at("/errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("username", "email", "password");
    }

    @Test
    void aCommonPasswordIsRefused() {
        Answer answer = Person.visitor(world)
                .send(
                        "POST",
                        "/v1/users",
                        Map.of("username", "eve", "email", "eve@example.org", "password", "password1"))
                .refused(422, "INVALID_VALUE");
        assertThat(answer.text("/errors/0/field")).isEqualTo("password");
    }

    @Test
    void signingInWorksByNameAndByAddressAndTellsNothing() {
        Person ana = world.person("ana");
        assertThat(signIn(ana.username(), Person.PASSWORD).expect(201).text("/user/id"))
                .isEqualTo(ana.id());
        assertThat(signIn(ana.username() + "@example.org", Person.PASSWORD)
                        .expect(201)
                        .text("/user/id"))
                .isEqualTo(ana.id());
        Answer wrong = signIn(ana.username(), "not the password").refused(401, "UNAUTHENTICATED");
        Answer nobody = signIn("nobody_at_all", "not the password").refused(401, "UNAUTHENTICATED");
        assertThat(wrong.text("/detail")).isEqualTo(nobody.text("/detail"));
    }

    @Test
    void aRefreshTokenIsSpentOnceAndAskedTwiceGivesTheSame() {
        Person ana = world.person("ana");
        Person next = Person.of(world, refresh(ana.refreshToken()).expect(200));
        next.get("/v1/me").expect(200);
        Person again = Person.of(world, refresh(ana.refreshToken()).expect(200));
        assertThat(again.refreshToken()).isEqualTo(next.refreshToken());
        refresh("made up").refused(401, "UNAUTHENTICATED");
    }

    @Test
    void signingOutEndsTheSessionAtOnceAndOnlyThat() {
        Person ana = world.person("ana");
        Person elsewhere =
                Person.of(world, signIn(ana.username(), Person.PASSWORD).expect(201));
        ana.delete("/v1/sessions/current").expect(204);
        world.othersHear();
        ana.get("/v1/me").refused(401, "UNAUTHENTICATED");
        refresh(ana.refreshToken()).refused(401, "UNAUTHENTICATED");
        elsewhere.get("/v1/me").expect(200);
    }

    @Test
    void devicesAreListedAndCanBeSignedOutFromAnother() {
        Person ana = world.person("ana");
        Person phone = Person.of(world, signIn(ana.username(), Person.PASSWORD).expect(201));
        List<String> sessions = ana.get("/v1/sessions")
                .expect(200)
                .items(session -> session.at("/id").asString());
        assertThat(sessions).hasSize(2);
        ana.delete("/v1/sessions/" + sessions.getFirst()).expect(204);
        world.othersHear();
        phone.get("/v1/me").refused(401, "UNAUTHENTICATED");
        ana.get("/v1/me").expect(200);
    }

    @Test
    void aNewPasswordEndsTheOtherSessions() {
        Person ana = world.person("ana");
        Person phone = Person.of(world, signIn(ana.username(), Person.PASSWORD).expect(201));
        ana.send("PUT", "/v1/me/password", Map.of("currentPassword", "wrong", "newPassword", "another long walk"))
                .refused(403, "FORBIDDEN");
        ana.send(
                        "PUT",
                        "/v1/me/password",
                        Map.of("currentPassword", Person.PASSWORD, "newPassword", "another long walk"))
                .expect(204);
        world.othersHear();
        phone.get("/v1/me").refused(401, "UNAUTHENTICATED");
        ana.get("/v1/me").expect(200);
        signIn(ana.username(), Person.PASSWORD).refused(401, "UNAUTHENTICATED");
        signIn(ana.username(), "another long walk").expect(201);
    }

    @Test
    void anotherAddressTakesThePassword() {
        Person ana = world.person("ana");
        String moved = "moved_" + ana.username() + "@example.org";
        ana.send("PATCH", "/v1/me", Map.of("email", moved)).refused(422, "INVALID_VALUE");
        ana.send("PATCH", "/v1/me", Map.of("email", moved, "password", "wrong")).refused(403, "FORBIDDEN");
        signIn(moved, Person.PASSWORD).refused(401, "UNAUTHENTICATED");
        ana.send("PATCH", "/v1/me", Map.of("email", moved, "password", Person.PASSWORD))
                .expect(200);
        signIn(" " + moved + "\u200E\n", Person.PASSWORD).expect(201);
        signIn("@" + ana.username(), Person.PASSWORD).expect(201);
        ana.get("/v1/users/by-username/%20%40" + ana.username() + "%E2%80%8E%20")
                .expect(200);
    }

    /** There is no mail yet: every other session sees it with the account, at the latest with its next refresh. */
    @Test
    void otherSessionsAreToldOfAnotherAddress() {
        Person ana = world.person("ana");
        Person phone = Person.of(world, signIn(ana.username(), Person.PASSWORD).expect(201));
        assertThat(phone.get("/v1/me").expect(200).json().at("/emailChangedAt").isNull())
                .isTrue();
        String moved = "moved_" + ana.username() + "@example.org";
        Answer change = ana.send("PATCH", "/v1/me", Map.of("email", moved, "password", Person.PASSWORD))
                .expect(200);
        String when = change.text("/emailChangedAt");
        assertThat(when).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(phone.get("/v1/me").expect(200).text("/emailChangedAt")).isEqualTo(when);
        Answer refreshed = refresh(phone.refreshToken()).expect(200);
        assertThat(refreshed.text("/user/emailChangedAt")).isEqualTo(when);
        assertThat(refreshed.text("/user/email")).isEqualTo(moved);
        ana.send("PATCH", "/v1/me", Map.of("email", moved, "displayName", "Ana"))
                .expect(200);
        assertThat(phone.get("/v1/me").expect(200).text("/emailChangedAt")).isEqualTo(when);
    }

    /** As if the answer to the first request was lost. */
    @Test
    void aDeletionThatIsAskedForAgainIsAccepted() {
        Person ana = world.person("ana");
        Map<String, String> password = Map.of("password", Person.PASSWORD);
        ana.send("POST", "/v1/me/deletion", password).expect(202);
        ana.send("POST", "/v1/me/deletion", password).expect(202);
        world.othersHear();
        ana.send("POST", "/v1/me/deletion", password).expect(202);
        ana.get("/v1/me").refused(401, "UNAUTHENTICATED");
    }

    @Test
    void aProfileChangesEverywhereAtOnce() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        String post = ana.posts("look at me");
        assertThat(bo.get("/v1/posts/" + post).text("/author/displayName")).isEqualTo(ana.username());
        ana.send("PATCH", "/v1/me", Map.of("displayName", "Ana 🪶", "bio", "collects shiny things"))
                .expect(200);
        world.othersHear();
        assertThat(bo.get("/v1/posts/" + post).text("/author/displayName")).isEqualTo("Ana 🪶");
        assertThat(bo.get("/v1/users/by-username/" + ana.username()).expect(200).text("/bio"))
                .isEqualTo("collects shiny things");
    }

    @Test
    void aForgedOrBrokenTokenIsRefused() {
        Person ana = world.person("ana");
        String[] parts = ana.token().split("\\.", -1);
        String other = world.person("bo").token().split("\\.", -1)[1];
        for (String token : List.of(
                "x",
                parts[0] + "." + other + "." + parts[2],
                "eyJhbGciOiJub25lIn0." + parts[1] + ".",
                parts[0] + "." + parts[1] + "." + parts[2].substring(0, 80) + "AAAAAA")) {
            ana.withToken(token).get("/v1/me").refused(401, "UNAUTHENTICATED");
        }
        Person.visitor(world).get("/v1/feed").refused(401, "UNAUTHENTICATED");
    }

    @Test
    void aDeletedAccountCannotSignInAndItsNameRests() {
        Person ana = world.person("ana");
        ana.send("POST", "/v1/me/deletion", Map.of("password", "wrong")).refused(403, "FORBIDDEN");
        ana.send("POST", "/v1/me/deletion", Map.of("password", Person.PASSWORD)).expect(202);
        world.othersHear();
        ana.get("/v1/me").refused(401, "UNAUTHENTICATED");
        signIn(ana.username(), Person.PASSWORD).refused(401, "UNAUTHENTICATED");
        register(ana.username(), "again_" + ana.username() + "@example.org").refused(409, "USERNAME_TAKEN");
    }

    /** The text stays, as it is another's; mentions are looked up by id, so a new owner of the name is not meant. */
    @Test
    void ofWhoIsGoneNothingIsShownInOthersPosts() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        String reply = bo.replies(ana.posts("who is there?"), "I am, @" + ana.username());
        Answer before = bo.get("/v1/posts/" + reply).expect(200);
        assertThat(before.json().at("/mentions").findValuesAsString("id")).containsExactly(ana.id());
        assertThat(before.text("/replyToAuthor/id")).isEqualTo(ana.id());

        ana.send("POST", "/v1/me/deletion", Map.of("password", Person.PASSWORD)).expect(202);
        world.othersHear();
        Answer after = bo.get("/v1/posts/" + reply).expect(200);
        assertThat(after.text("/text")).isEqualTo("I am, @" + ana.username());
        assertThat(after.json().at("/mentions")).isEmpty();
        assertThat(after.json().at("/replyToAuthor").isNull()).isTrue();
    }

    @Test
    void onesOwnDataCanBeTakenAway() {
        Person ana = world.person("ana");
        ana.posts("for the archive");
        Answer export = ana.get("/v1/me/export").expect(200);
        assertThat(export.response().headers().firstValue("Content-Type")).contains("application/zip");
        assertThat(export.response().body()).startsWith("PK");
    }

    @Test
    void peopleInTheArchiveHaveNames() throws Exception {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        ana.follows(bo);
        HttpRequest request = HttpRequest.newBuilder(URI.create(world.url() + "/v1/me/export"))
                .header("Authorization", "Bearer " + ana.token())
                .build();
        byte[] zip = world.http()
                .send(request, HttpResponse.BodyHandlers.ofByteArray())
                .body();
        assertThat(file(zip, "following.json"))
                .contains("\"userId\":\"" + bo.id() + "\"", "\"username\":\"" + bo.username() + "\"");
    }

    private static String file(byte[] archive, String name) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            ZipEntry entry = zip.getNextEntry();
            while (entry != null && !entry.getName().equals(name)) {
                entry = zip.getNextEntry();
            }
            return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Answer register(String username, String email) {
        return Person.visitor(world)
                .send("POST", "/v1/users", Map.of("username", username, "email", email, "password", Person.PASSWORD));
    }

    private Answer signIn(String login, String password) {
        return Person.visitor(world).send("POST", "/v1/sessions", Map.of("login", login, "password", password));
    }

    private Answer refresh(String token) {
        return Person.visitor(world).send("POST", "/v1/sessions/refresh", Map.of("refreshToken", token));
    }
}
