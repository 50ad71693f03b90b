package magpie.app.node;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import magpie.gateway.GatewayConfig;
import magpie.kit.config.ConfigException;
import magpie.kit.config.Form;
import magpie.kit.config.Settings;
import magpie.kit.engines.EngineAccess;
import magpie.kit.roles.Edge;
import magpie.kit.roles.Role;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RoleModule;
import magpie.kit.roles.Roles;
import magpie.kit.roles.RunningRole;
import magpie.kit.rpc.RpcSecret;
import org.jspecify.annotations.Nullable;

/**
 * What a process will run, read from its settings and checked as a whole before anything is changed.
 *
 * @param node the program's own flags
 * @param roles the roles that run here, each after those it depends on
 * @param peers the roles that run elsewhere, and their addresses
 * @param secret the secret that the processes share; null if there is only one
 * @param profile the product, which decides what the roles run on
 */
public record Plan(
        NodeConfig node,
        List<Planned<?>> roles,
        Map<String, List<String>> peers,
        @Nullable RpcSecret secret,
        Profile profile) {

    private static final Pattern PEER = Pattern.compile("([a-z]+)=([^=,\\s]+)");

    /** A role with its settings. */
    record Planned<C extends Record>(Role role, RoleModule<C, ?> module, C config) {
        public static <C extends Record> Planned<C> of(Role role, RoleModule<C, ?> module, Settings settings) {
            return new Planned<>(role, module, settings.bind(role.name(), module.config()));
        }

        RunningRole start(Profile profile, RoleContext context) {
            return profile.start(module, config, context);
        }

        List<String> mistakes(Edge edge) {
            return module.mistakes(config, edge);
        }
    }

    /**
     * Reads the settings of all roles, including those that run elsewhere: one file can serve all processes.
     *
     * @throws ConfigException with every mistake there is
     */
    public static Plan of(Settings settings) {
        NodeConfig node = settings.bind("", NodeConfig.class);
        List<Planned<?>> known = new ArrayList<>();
        for (Role role : Roles.ALL) {
            known.add(Planned.of(role, Modules.of(role), settings));
        }
        List<Planned<?>> here = known.stream()
                .filter(planned -> isHere(node, planned.role().name()))
                .toList();
        Plan plan = new Plan(
                node, here, readPeers(node, settings), readSecret(node, settings), readProfile(node, settings));
        plan.mistakes().forEach(settings::mistake);
        settings.finish();
        return plan;
    }

    /** The plan without public ports: for the operator's commands while nothing runs. */
    Plan offline() {
        return new Plan(
                node, roles.stream().filter(planned -> !planned.role().isEdge()).toList(), peers, secret, profile);
    }

    /** Whether other processes may call in. */
    boolean hasInternalPort() {
        boolean alone = roles.size() == Roles.ALL.size();
        boolean offers = roles.stream().anyMatch(planned -> !planned.role().isEdge());
        return offers && (!alone || node.internalPort() != 0);
    }

    private List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        node.roles().stream()
                .filter(name -> !name.equals("all") && !Roles.names().contains(name))
                .forEach(name -> mistakes.add(
                        "roles: " + name + " (expected: all, or some of " + String.join(", ", Roles.names()) + ")."));
        if (node.roles().isEmpty()) {
            mistakes.add("roles: none (expected: all, or some of " + String.join(", ", Roles.names()) + ").");
        }
        roles.forEach(planned -> profile.needs(planned.role()).stream()
                .filter(need -> !isHere(node, need) && !peers.containsKey(need))
                .forEach(need -> mistakes.add("peers: " + planned.role().name() + " needs " + need + " (expected: "
                        + need + "=host:port in --peers, or " + need + " in --roles).")));
        if ((node.isCluster() || hasInternalPort() || !peers.isEmpty()) && node.secretFile() == null) {
            mistakes.add("secret-file: processes that work together know one another by a secret"
                    + " (expected: a file with 32 random bytes or more, mode 600, the same for all).");
        }
        mistakes.addAll(new Ports(this).mistakes());
        roles.forEach(planned -> mistakes.addAll(planned.mistakes(node.edge())));
        mistakes.addAll(mistakesOfTheStop());
        if (node.demo() && roles.size() < Roles.ALL.size()) {
            mistakes.add("demo: it needs every role in this process (expected: --roles all).");
        }
        return mistakes;
    }

    private List<String> mistakesOfTheStop() {
        for (Planned<?> planned : roles) {
            if (planned.config() instanceof GatewayConfig gateway) {
                Duration stop = node.drain().plus(gateway.stopTimeout());
                if (stop.compareTo(Node.STOP_LIMIT) >= 0) {
                    return List.of("gateway.stop-timeout: with drain it comes to " + stop.toSeconds()
                            + "s, and a stop takes " + Node.STOP_LIMIT.toSeconds()
                            + "s at most (expected: less).");
                }
            }
        }
        return List.of();
    }

    private static boolean isHere(NodeConfig node, String role) {
        return node.roles().contains("all") || node.roles().contains(role);
    }

    private static Map<String, List<String>> readPeers(NodeConfig node, Settings settings) {
        Map<String, List<String>> peers = new LinkedHashMap<>();
        for (String entry : node.peers()) {
            Matcher matcher = PEER.matcher(entry);
            if (!matcher.matches()
                    || !Roles.names().contains(matcher.group(1))
                    || Form.ADDRESS.expected(matcher.group(2)) != null) {
                settings.mistake("peers: " + entry + " (expected: role=host:port, for example graph=127.0.0.1:9102).");
            } else if (isHere(node, matcher.group(1))) {
                settings.mistake("peers: " + entry + " (expected: a role that does not run here itself).");
            } else {
                peers.computeIfAbsent(matcher.group(1), role -> new ArrayList<>())
                        .add(matcher.group(2));
            }
        }
        return peers;
    }

    private static @Nullable RpcSecret readSecret(NodeConfig node, Settings settings) {
        RpcSecret secret = readSecret("secret-file", node.secretFile(), settings);
        RpcSecret second = readSecret("also-accept", node.alsoAccept(), settings);
        return secret == null || second == null ? secret : secret.accepting(second);
    }

    private static @Nullable RpcSecret readSecret(String setting, @Nullable Path file, Settings settings) {
        try {
            return file == null ? null : RpcSecret.load(file);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            settings.mistake(setting + ": " + e.getMessage() + ".");
            return null;
        }
    }

    /** Reads the engines' settings even for the embedded product: one file can serve all processes. */
    private static Profile readProfile(NodeConfig node, Settings settings) {
        if (node.isCluster()) {
            return new Profile.Cluster(EngineAccess.of(settings, Modules.engines()));
        }
        Modules.engineSettings().forEach((part, record) -> settings.bind(part, record));
        return new Profile.Embedded();
    }
}
