package magpie.app.admin;

import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import magpie.api.ServiceException;
import magpie.api.log.Batch;
import magpie.api.log.Read;
import magpie.app.node.Node;
import magpie.kit.Waits;
import magpie.kit.log.Progress;
import magpie.kit.log.Subscription;
import magpie.kit.roles.Roles;

/** The operator's event log commands: shows a topic and the dead letters, and replays one event. */
record EventLogCommands(Node node) {
    private static final int MOST = 1_000;

    /** Does one of the log's commands. */
    String run(List<String> arguments) {
        return switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
            case "inspect" -> inspect(arguments);
            case "dead-letters" -> deadLetters();
            case "replay" -> replay(arguments);
            default -> throw usage();
        };
    }

    private String inspect(List<String> arguments) {
        if (arguments.size() < 2) {
            throw usage();
        }
        long from = option(arguments, "--from", 0);
        int limit = Math.clamp(option(arguments, "--limit", 20), 1, MOST);
        List<Batch.Entry> events = read(arguments.get(1), Math.max(0, from - 1), limit);
        return events.isEmpty()
                ? "There is nothing from " + from + " on."
                : events.stream().map(EventLogCommands::line).collect(Collectors.joining("\n"));
    }

    private String deadLetters() {
        String found = node.consumers().stream()
                .flatMap(EventLogCommands::deadLettersOf)
                .limit(MOST)
                .collect(Collectors.joining("\n"));
        return found.isEmpty() ? "There are no dead letters." : found;
    }

    private static Stream<String> deadLettersOf(Subscription consumer) {
        return consumer.deadLetters().stream()
                .map(event -> consumer.name() + " " + event.topic() + " " + line(event.event()) + "  " + event.error());
    }

    private String replay(List<String> arguments) {
        if (arguments.size() != 4) {
            throw usage();
        }
        Subscription consumer = consumer(arguments.get(1), arguments.get(2));
        Batch.Entry event = event(consumer, Operator.number(arguments.get(3)));
        if (!Waits.unlessInterrupted(() -> consumer.replay(event))) {
            throw ServiceException.unavailable("The replay was interrupted.", null);
        }
        return "Given to " + consumer.name() + " again: " + line(event);
    }

    private Subscription consumer(String name, String topic) {
        return node.consumers().stream()
                .filter(consumer ->
                        consumer.name().equals(name) && consumer.topic().equals(topic))
                .findFirst()
                .orElseThrow(() -> new OperatorException(
                        "Nobody named " + name + " reads " + topic + " here (expected: one of " + names() + ")."));
    }

    private String names() {
        return node.consumers().stream()
                .map(consumer -> consumer.name() + " " + consumer.topic())
                .collect(Collectors.joining(", "));
    }

    /** Prefers the dead letter, because the topic may have been trimmed since. */
    private Batch.Entry event(Subscription consumer, long offset) {
        Optional<Batch.Entry> kept = consumer.deadLetters().stream()
                .map(Progress.DeadLetter::event)
                .filter(event -> event.offset() == offset)
                .findFirst();
        return kept.or(() -> read(consumer.topic(), offset - 1, 1).stream()
                        .filter(event -> event.offset() == offset)
                        .findFirst())
                .orElseThrow(
                        () -> new OperatorException("There is no event " + offset + " in " + consumer.topic() + "."));
    }

    private List<Batch.Entry> read(String topic, long after, int limit) {
        try {
            return node.log().read(new Read(topic, after, limit, 0)).events();
        } catch (NoSuchElementException e) {
            throw new OperatorException(
                    "There is no topic " + topic + " (expected: one of " + String.join(", ", Roles.topics()) + ").");
        }
    }

    private static String line(Batch.Entry event) {
        return event.offset() + " " + Instant.ofEpochMilli(event.at()) + " key " + event.key() + " " + event.type()
                + " " + event.body();
    }

    private static long option(List<String> arguments, String name, long otherwise) {
        int at = arguments.indexOf(name);
        return at < 0 || at + 1 >= arguments.size() ? otherwise : Operator.number(arguments.get(at + 1));
    }

    private static OperatorException usage() {
        return new OperatorException("Expected: " + Operator.COMMANDS.get("log"));
    }
}
