package magpie.tests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import magpie.client.Answer;
import magpie.client.Person;
import magpie.kit.files.Folders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;

/** The web page as a browser gets it before any script runs. */
class PageStoriesTest extends Stories {
    private static final String HOSTILE = "</div><script>alert(1)</script>";

    private Path folder;

    @Override
    Map<String, String> settings() {
        folder = folder();
        return Map.of("page", folder.toString(), "gateway.name", "Birds", "gateway.address", "https://birds.example");
    }

    @AfterParameterizedClassInvocation
    void remove() throws IOException {
        Folders.remove(folder);
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("magpie-page");
            Files.writeString(
                    folder.resolve("index.html"),
                    "<html lang=\"en\"><!--magpie:head--><div id=\"app\"><!--magpie:body--></div></html>");
            Files.createDirectory(folder.resolve("assets"));
            Files.writeString(folder.resolve("assets/app-1.js"), "1");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer page(String path) {
        return Person.visitor(world).get(path);
    }

    private String html(String path) {
        return page(path).expect(200).response().body();
    }

    @Test
    void whatIsPublicIsReadWithoutScript() {
        Person ann = world.person("ann");
        Person bob = world.person("bob");
        bob.send("PATCH", "/v1/me", Map.of("displayName", "Bob " + HOSTILE, "bio", HOSTILE))
                .expect(200);
        String post = bob.posts("Hello @" + ann.username() + " #page" + bob.username() + " " + HOSTILE);
        String reply = ann.replies(post, "Hello to you");
        world.settle();
        String profile = "/@" + bob.username();
        for (String path : new String[] {profile, profile + "/" + post, "/tags/page" + bob.username()}) {
            assertThat(html(path))
                    .as(path)
                    .contains("· Birds</title>", "<a href=\"/@" + ann.username() + "\">@" + ann.username() + "</a>")
                    .contains("https://birds.example" + path + "\"/>", "&lt;script&gt;alert(1)&lt;/script&gt;")
                    .doesNotContain("<script>alert");
        }
        assertThat(html(profile + "/" + post)).contains("Hello to you");
        assertThat(html("/@" + ann.username() + "/" + reply)).contains("#page");
        assertThat(html(profile + ".atom"))
                .contains("<id>urn:magpie:post:" + post + "</id>")
                .doesNotContain("<script>alert");
        assertThat(html("/assets/app-1.js")).isEqualTo("1");
    }

    @Test
    void whatIsGoneIsNotThere() {
        Person ann = world.person("ann");
        String post = ann.posts("soon gone");
        String path = "/@" + ann.username();
        page(path + "/" + post).expect(200);
        ann.deletes(post);
        world.settle();
        page(path + "/" + post).expect(404);
        assertThat(html(path)).doesNotContain("soon gone");
        ann.send("POST", "/v1/me/deletion", Map.of("password", Person.PASSWORD)).expect(202);
        world.settle();
        for (String gone : new String[] {path, path + ".atom", path + "/followers", "/@nobody_at_all"}) {
            assertThat(page(gone).expect(404).response().body()).contains("There is nothing here");
        }
    }

    /** The server writes what a stranger may see; what the viewer may not, the script does not show. */
    @Test
    void whoIsBlockedSeesWhatAnybodyDoes() {
        Person ann = world.person("ann");
        Person bob = world.person("bob");
        ann.blocks(bob);
        String path = "/@" + ann.username();
        assertThat(bob.get(path).expect(200).response().body()).isEqualTo(html(path));
    }

    @Test
    void theServerSaysWhatItIs() {
        Answer instance = page("/v1/instance").expect(200);
        assertThat(instance.text("/name")).isEqualTo("Birds");
        assertThat(instance.number("/limits/postCharacters")).isEqualTo(280);
        assertThat(instance.flag("/registrationOpen")).isTrue();
        Answer forPrograms = Person.visitor(world).send("GET", "/", null, Map.of("Accept", "application/json"));
        assertThat(forPrograms.text("/api")).isEqualTo("/openapi.yaml");
        assertThat(html("/")).contains("<h1>Birds</h1>");
    }
}
