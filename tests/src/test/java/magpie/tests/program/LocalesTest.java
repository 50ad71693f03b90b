package magpie.tests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import magpie.client.Answer;
import magpie.client.Person;
import magpie.client.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the real program on one data folder under different languages, character sets and time zones: whoever registered
 * under one can sign in under all, and what is shown is the same.
 */
class LocalesTest {
    private static final List<List<String>> MACHINES = List.of(
            List.of("-Duser.language=tr", "-Duser.region=TR", "-Duser.timezone=Asia/Kathmandu"),
            List.of("-Duser.language=ar", "-Duser.region=EG", "-Duser.extensions=nu-arab"),
            List.of("-Duser.language=th", "-Duser.region=TH", "-Duser.extensions=ca-buddhist-nu-thai"),
            List.of("-Dfile.encoding=ISO-8859-1", "-Duser.language=en", "-Duser.timezone=America/St_Johns"));

    @TempDir
    Path data;

    @Test
    void theMachinesOwnWaysDoNotShow() throws IOException {
        for (int machine = 0; machine < MACHINES.size(); machine++) {
            try (ServerProcess server = RealInstance.startIn(MACHINES.get(machine), data)) {
                Person visitor = Person.visitor(server);
                String own = "Iris_I_" + machine;
                register(visitor, own).expect(201);
                register(visitor, own.toUpperCase(java.util.Locale.ROOT)).expect(201); // the same registration again
                for (int other = 0; other <= machine; other++) {
                    tell(server, "IRIS_i_" + other, machine);
                }
                assertThat(server.stop().code()).isEqualTo(143); // the exit code after SIGTERM
            }
        }
    }

    private static void tell(ServerProcess server, String name, int machine) {
        Person person = Person.of(
                server,
                Person.visitor(server)
                        .send("POST", "/v1/sessions", Map.of("login", name, "password", Person.PASSWORD))
                        .expect(201));
        Answer me = person.get("/v1/me").expect(200);
        assertThat(me.text("/username")).isEqualTo(name.toLowerCase(java.util.Locale.ROOT));
        assertThat(me.text("/createdAt")).matches("20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z");
        assertThat(me.number("/counts/posts")).isEqualTo(machine - number(name));

        String text = "Ilık İstanbul, Ωmega, 喜鹊 #TITLE" + machine + " @" + name;
        Answer post = person.send("POST", "/v1/posts", Map.of("text", text)).expect(201);
        assertThat(post.text("/text")).isEqualTo(text);
        assertThat(post.text("/createdAt")).matches("20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z");
        assertThat(post.text("/tags/0")).isEqualTo("title" + machine);
        assertThat(post.text("/mentions/0/username")).isEqualTo(me.text("/username"));
        assertThat(person.get("/v1/feed").expect(200).text("/items/0/post/id")).isEqualTo(post.text("/id"));
        assertThat(person.get("/v1/tags/tItLe" + machine + "/posts").expect(200).text("/items/0/id"))
                .isEqualTo(post.text("/id"));
    }

    private static int number(String name) {
        return name.charAt(name.length() - 1) - '0';
    }

    private static Answer register(Person visitor, String name) {
        Map<String, String> account =
                Map.of("username", name, "email", name + "@Istanbul.example", "password", Person.PASSWORD);
        return visitor.send("POST", "/v1/users", account);
    }
}
