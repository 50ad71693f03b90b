package magpie.tests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import magpie.client.Person;
import magpie.client.example.Greeting;
import magpie.tests.World;
import magpie.tests.World.Mode;
import org.junit.jupiter.api.Test;

/** The client's example does what it says. All other stories cover the rest of the client. */
class ClientTest {
    @Test
    void aNewcomerGreets() throws Exception {
        try (World world = World.of(Mode.LOCAL)) {
            Person bo = world.person("bo");
            bo.posts("Nobody here?");
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            Greeting.greet(world, "newcomer", bo.username(), new PrintStream(printed, true, StandardCharsets.UTF_8));
            assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                    .containsExactly(
                            "newcomer: Hello, @" + bo.username() + "! I am new here. #hello",
                            bo.username() + ": Nobody here?");
        }
    }
}
