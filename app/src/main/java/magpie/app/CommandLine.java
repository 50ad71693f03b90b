package magpie.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import magpie.app.admin.OperatorException;

/**
 * A parsed command line.
 *
 * @param words what the command is about, with the options that belong to it and not to the settings
 * @param flags the settings
 */
record CommandLine(List<String> words, List<String> flags) {
    private static final Set<String> OPTIONS = Set.of("--from", "--limit");

    static CommandLine of(List<String> given) {
        List<String> arguments = given.stream().flatMap(CommandLine::split).toList();
        List<String> words = new ArrayList<>();
        List<String> flags = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            boolean alone = argument.contains("=") || i + 1 == arguments.size();
            List<String> side = argument.startsWith("--") && !OPTIONS.contains(argument) ? flags : words;
            side.add(argument);
            if (argument.startsWith("--") && !alone && !arguments.get(i + 1).startsWith("--")) {
                side.add(arguments.get(++i));
            }
        }
        return new CommandLine(words, flags);
    }

    /** {@code --from=5} is {@code --from 5}. */
    private static Stream<String> split(String argument) {
        return OPTIONS.stream().anyMatch(option -> argument.startsWith(option + "="))
                ? Stream.of(argument.split("=", 2))
                : Stream.of(argument);
    }

    /** The one word required, as a path. */
    Path onePath(String usage) {
        if (words.size() != 1) {
            throw new OperatorException("Expected: ./magpie " + usage);
        }
        return Path.of(words.getFirst()).toAbsolutePath().normalize();
    }
}
