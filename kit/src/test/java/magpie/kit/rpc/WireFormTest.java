package magpie.kit.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import magpie.kit.ApiTypes;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Programs of two versions work side by side during an upgrade: contracts and events may grow, and nothing else. What they
 * are is kept in {@code contracts.txt} and {@code events.txt}; {@code -Dmagpie.golden=write} adds what is new to them, and
 * refuses to do anything else.
 */
class WireFormTest {
    private static final Path GOLDEN = Path.of("src/test/resources/magpie/kit/rpc");

    @Test
    void contractsOnlyGrow() throws IOException {
        List<Class<?>> contracts = ApiTypes.contracts();
        assertThat(contracts).hasSizeGreaterThanOrEqualTo(5);
        onlyGrows("contracts.txt", WireForm.ofContracts(contracts));
    }

    @Test
    void eventsOnlyGrow() throws IOException, ReflectiveOperationException {
        Map<String, Class<?>> topics = new TreeMap<>();
        for (Class<?> type : ApiTypes.events()) {
            topics.put((String) type.getField("TOPIC").get(null), type);
        }
        assertThat(topics).containsOnlyKeys("graph", "interactions", "posts", "users");
        onlyGrows("events.txt", WireForm.ofEvents(topics));
    }

    private static void onlyGrows(String file, WireForm now) throws IOException {
        Path golden = GOLDEN.resolve(file);
        SortedMap<String, String> kept =
                Files.exists(golden) ? WireForm.parsed(Files.readString(golden)) : new TreeMap<>();
        assertThat(now.breaks(kept))
                .as("what other versions could not read, by %s", file)
                .isEmpty();
        if ("write".equals(System.getProperty("magpie.golden"))) {
            Files.writeString(golden, now.text());
            return;
        }
        assertThat(now.additions(kept))
                .as(
                        "additions to %s (to keep them: mvn -pl kit -am test -Dtest=WireFormTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Dmagpie.golden=write)",
                        file)
                .isEmpty();
    }

    /** What the rule is tried on. */
    interface Oracle {
        Answer ask(Question question);

        record Question(long id, String text) {}

        record Answer(long[] ids, Question asked) {}
    }

    private static final WireForm NOW = WireForm.ofContracts(List.of(Oracle.class));

    @Test
    void whatIsAsItWasOrNewIsNoBreak() {
        SortedMap<String, String> before = WireForm.parsed(NOW.text());
        assertThat(NOW.breaks(before)).isEmpty();
        assertThat(NOW.additions(before)).isEmpty();

        before.remove("Oracle.Answer.ids");
        before.remove("Oracle.Question.text");
        before.put("Oracle.Question", sentAs(Map.of("id", 5)));
        assertThat(NOW.breaks(before)).isEmpty();
        assertThat(NOW.additions(before)).containsExactly("Oracle.Answer.ids", "Oracle.Question.text");
    }

    @Test
    void aFieldThatWasRenamedIsABreak() {
        SortedMap<String, String> before = WireForm.parsed(NOW.text());
        before.put("Oracle.Question.words", "string String");
        before.put("Oracle.Question", sentAs(Map.of("words", "why")));
        assertThat(NOW.breaks(before))
                .containsExactly(
                        "Oracle.Question.words: is read as  (expected: \"why\")",
                        "Oracle.Question.words: is gone (expected: string String)");
    }

    @Test
    void aFieldOfAnotherTypeIsABreak() {
        SortedMap<String, String> before = WireForm.parsed(NOW.text());
        before.put("Oracle.Question.id", "string String");
        before.put("Oracle.Question", sentAs(Map.of("id", "five")));
        assertThat(NOW.breaks(before))
                .contains("Oracle.Question.id: number long (expected: string String)")
                .anySatisfy(lost -> assertThat(lost).startsWith("Oracle.Question: cannot be read any more"));
    }

    @Test
    void aMethodThatIsGoneIsABreak() {
        SortedMap<String, String> before = WireForm.parsed(NOW.text());
        before.put("Oracle.tell", "Oracle.Question -> Oracle.Answer");
        assertThat(NOW.breaks(before))
                .containsExactly("Oracle.tell: is gone (expected: Oracle.Question -> Oracle.Answer)");
    }

    private static String sentAs(Map<String, ?> record) {
        return "sent as " + HexFormat.of().formatHex(new CBORMapper().writeValueAsBytes(record));
    }
}
