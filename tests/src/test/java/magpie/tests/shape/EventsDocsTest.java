package magpie.tests.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import magpie.api.graph.GraphEvent;
import magpie.api.post.InteractionEvent;
import magpie.api.post.PostEvent;
import magpie.api.user.UserEvent;
import org.junit.jupiter.api.Test;

/** {@code docs/events.md} has every event of every topic with all its fields, and no other. */
class EventsDocsTest {
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final Map<String, Class<?>> TOPICS = Map.of(
            UserEvent.TOPIC, UserEvent.class,
            GraphEvent.TOPIC, GraphEvent.class,
            PostEvent.TOPIC, PostEvent.class,
            InteractionEvent.TOPIC, InteractionEvent.class);

    @Test
    void thePageIsWhatTheRecordsSay() {
        TOPICS.forEach((topic, events) -> {
            List<String> real = new ArrayList<>();
            for (Class<?> event : events.getPermittedSubclasses()) {
                real.add(event.getSimpleName() + " "
                        + Stream.of(event.getRecordComponents())
                                .map(RecordComponent::getName)
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
            assertThat(written(topic)).as(topic).containsExactlyInAnyOrderElementsOf(real);
        });
    }

    /** The rows of a topic's table; a row without a type continues the previous row's types. */
    private static List<String> written(String topic) {
        String page = Documents.read("docs/events.md");
        String part = page.substring(page.indexOf("## Topic `" + topic + "`"));
        String table = part.substring(0, part.indexOf("\n## "));
        List<String> types = List.of();
        Map<String, TreeSet<String>> fields = new LinkedHashMap<>();
        for (String row : table.lines()
                .filter(line -> line.startsWith("| ") && line.contains("`"))
                .toList()) {
            String[] cells = row.split("\\|", -1);
            List<String> named = names(cells[1]);
            types = named.isEmpty() ? types : named;
            types.forEach(
                    type -> fields.computeIfAbsent(type, key -> new TreeSet<>()).addAll(names(cells[2])));
        }
        return fields.entrySet().stream()
                .map(event -> event.getKey() + " " + event.getValue())
                .toList();
    }

    private static List<String> names(String cell) {
        return NAME.matcher(cell).results().map(found -> found.group(1)).toList();
    }
}
