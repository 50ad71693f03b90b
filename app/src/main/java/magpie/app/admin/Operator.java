package magpie.app.admin;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import magpie.api.Limits;
import magpie.api.post.PostDeletion;
import magpie.api.post.Posts;
import magpie.api.user.LoginName;
import magpie.api.user.NewPassword;
import magpie.api.user.Provision;
import magpie.api.user.Retelling;
import magpie.api.user.Retold;
import magpie.api.user.Suspension;
import magpie.api.user.Users;
import magpie.app.node.Node;
import magpie.kit.json.Json;

/** The commands of {@code ./magpie admin}, on a running node or one opened offline: the same code for both. */
public final class Operator {
    /** Every command: its syntax and what it does. */
    public static final Map<String, String> COMMANDS = commands();

    private final Node node;
    private final Recount recount;
    private final EventLogCommands logDesk;
    private final FollowImport followDesk;

    public Operator(Node node) {
        this.node = node;
        this.recount = new Recount(node);
        this.logDesk = new EventLogCommands(node);
        this.followDesk = new FollowImport(node);
    }

    /** Runs a command and returns its outcome. */
    public String run(String command, List<String> arguments) {
        return switch (command) {
            case "reset-password" -> resetPassword(one(command, arguments));
            case "suspend" -> suspend(one(command, arguments), true);
            case "restore" -> suspend(one(command, arguments), false);
            case "delete-post" -> deletePost(number(one(command, arguments)));
            case "retell-deletions" -> retellDeletions();
            case "recount" -> recount.run();
            case "log" -> logDesk.run(arguments);
            case "settle" -> settle();
            case "backup" -> Backup.write(node, Path.of(one(command, arguments)));
            default ->
                throw new OperatorException("There is no command " + command + " (expected: one of "
                        + String.join(", ", COMMANDS.keySet()) + ").");
        };
    }

    /** Makes accounts in bulk, for benchmarks: JSON in, JSON out; ids as text, as not every reader has 64 bits. */
    String provision(String json) {
        Provision request = Json.MAPPER.readValue(json, Provision.class);
        List<Map<String, String>> accounts = users().provision(request).accounts().stream()
                .map(entry -> Map.of(
                        "id",
                        Long.toString(entry.userId()),
                        "username",
                        entry.username(),
                        "accessToken",
                        entry.accessToken()))
                .toList();
        return Json.MAPPER.writeValueAsString(Map.of("accounts", accounts));
    }

    /** Makes follows in bulk, for benchmarks and for people who come from elsewhere: JSON in, JSON out. */
    String follow(String json) {
        int made = followDesk.make(Json.MAPPER.readValue(json, FollowImport.Order.class));
        return Json.MAPPER.writeValueAsString(Map.of("made", made));
    }

    static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new OperatorException(text + " is not a number.");
        }
    }

    private String resetPassword(String login) {
        NewPassword fresh = users().resetPassword(new LoginName(login));
        return "The new password of account " + fresh.userId() + " is " + fresh.password()
                + "\nEvery session of it has ended. The password is shown only here.";
    }

    private String suspend(String login, boolean suspended) {
        users().suspend(new Suspension(login, suspended));
        return suspended
                ? login + " is suspended: not visible, no sign-in. To undo: ./magpie admin restore " + login
                : login + " is visible again.";
    }

    private String retellDeletions() {
        long told = 0;
        long after = 0;
        do {
            Retold chunk = users().retellDeletions(new Retelling(after, Limits.BATCH));
            told += chunk.told();
            after = chunk.next();
        } while (after != 0);
        return "Told again: " + told + " deleted accounts.";
    }

    private String deletePost(long id) {
        node.contract(Posts.class).delete(new PostDeletion(id, 0, true));
        return "Post " + id + " is gone.";
    }

    private String settle() {
        node.settle();
        return node.consumers().stream()
                .map(consumer -> consumer.name() + " is at " + consumer.position() + " of " + consumer.topic())
                .collect(Collectors.joining("\n"));
    }

    private Users users() {
        return node.contract(Users.class);
    }

    private static String one(String command, List<String> arguments) {
        if (arguments.size() != 1 || arguments.getFirst().isBlank()) {
            throw new OperatorException(command + " takes one argument: " + COMMANDS.get(command));
        }
        return arguments.getFirst();
    }

    private static Map<String, String> commands() {
        Map<String, String> commands = new LinkedHashMap<>();
        commands.put("reset-password", "reset-password LOGIN: sets a new random password and shows it");
        commands.put("suspend", "suspend USERNAME: hides an account and ends its sessions");
        commands.put("restore", "restore USERNAME: lifts a suspension");
        commands.put("delete-post", "delete-post ID: deletes anybody's post");
        commands.put("recount", "recount: compares every count with the rows it counts, and mends it");
        commands.put(
                "retell-deletions",
                "retell-deletions: has every service remove what it has of deleted accounts, as after a restore");
        commands.put(
                "log", "log inspect TOPIC [--from OFFSET] [--limit N] | dead-letters | replay CONSUMER TOPIC OFFSET");
        commands.put("settle", "settle: waits until every consumer has done all there is");
        commands.put("backup", "backup DIR: writes a consistent copy of everything into a new folder");
        return commands;
    }
}
