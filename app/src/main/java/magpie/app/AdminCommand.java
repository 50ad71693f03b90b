package magpie.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import magpie.app.admin.Operator;
import magpie.app.admin.OperatorException;
import magpie.app.data.DataFolder;
import magpie.app.data.Instance;
import magpie.app.node.Node;
import magpie.app.node.Plan;
import magpie.kit.StartException;
import magpie.kit.config.Settings;

/** {@code admin} and {@code backup}: asks the running instance, or opens the data folder and does it here. */
record AdminCommand(Console console) {

    int run(List<String> arguments) {
        CommandLine words = CommandLine.of(arguments);
        if (words.words().isEmpty()
                || !Operator.COMMANDS.containsKey(words.words().getFirst())) {
            throw new OperatorException("Expected one of:\n  " + String.join("\n  ", Operator.COMMANDS.values()));
        }
        if (words.words().getFirst().equals("backup")) {
            return backup(arguments.subList(1, arguments.size()));
        }
        return run(words.words(), words.flags());
    }

    /** Resolves the folder against this command's working directory, not the instance's. */
    int backup(List<String> arguments) {
        CommandLine words = CommandLine.of(arguments);
        Path target = words.onePath("backup DIR");
        return run(List.of("backup", target.toString()), words.flags());
    }

    private int run(List<String> words, List<String> flags) {
        Plan plan = Plan.of(Settings.of(flags, console.environment()));
        Main.configureLogging(plan.node(), true);
        String command = words.getFirst();
        List<String> arguments = words.subList(1, words.size());
        Optional<AdminClient.Reply> reply =
                Instance.find(plan.node().data()).flatMap(instance -> AdminClient.ask(instance, command, arguments));
        return reply.isPresent() ? show(reply.get()) : offline(plan, command, arguments);
    }

    private int show(AdminClient.Reply reply) {
        if (reply.status() == 200) {
            console.out().print(reply.text());
            return Main.OK;
        }
        console.err().print("magpie: " + reply.text());
        return reply.status() == 400 ? Main.WRONG : Main.FAILED;
    }

    private int offline(Plan plan, String command, List<String> arguments) {
        refuseIfAbsent(plan.node().data());
        try (Node node = Node.offline(plan)) {
            console.out().println(new Operator(node).run(command, arguments));
            return Main.OK;
        }
    }

    private static void refuseIfAbsent(Path data) {
        try {
            if (DataFolder.isVacant(data)) {
                throw new StartException("There is no instance in "
                        + data.toAbsolutePath().normalize() + ". Name its folder with --data.");
            }
        } catch (IOException e) {
            throw new StartException(data + " cannot be read: " + e, e);
        }
    }
}
