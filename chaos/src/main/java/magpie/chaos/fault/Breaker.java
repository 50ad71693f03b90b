package magpie.chaos.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Breaks nodes of a network, one at a time, and repairs what it broke, even if the program is stopped meanwhile. */
public final class Breaker implements AutoCloseable {
    private final Target target;
    private final Consumer<String> complaints;
    private final Thread hook = new Thread(this::repairQuietly, "repair");
    private long paused;
    private @Nullable Cut cut;

    /**
     * Prepares to break a target's nodes.
     *
     * @param complaints told of restarts that failed; whether the network recovers anyway is checked later
     */
    public Breaker(Target target, Consumer<String> complaints) {
        this.target = target;
        this.complaints = complaints;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Breaks a node for some time; on return it was told to resume, but may not be healthy yet. */
    public void strike(Fault fault, String name, Duration down) throws IOException, InterruptedException {
        long pid = node(name).pid();
        switch (fault) {
            case RESTART -> restart(name);
            case KILL -> {
                Signals.kill(pid);
                Thread.sleep(down);
                restart(name);
            }
            case PAUSE -> {
                pause(pid);
                Thread.sleep(down);
                repair();
            }
            case CUT -> {
                cutOff(pid);
                Thread.sleep(down);
                repair();
            }
        }
    }

    /** What is wrong with the network, if anything. */
    public Optional<String> ailment() throws InterruptedException {
        try {
            for (NodeStatus node : target.nodes()) {
                if (!node.isWell()) {
                    return Optional.of(node.name() + ": " + node.health());
                }
            }
        } catch (IOException e) {
            return Optional.of("its status is not known: " + e.getMessage());
        }
        String ready = Readiness.of(target);
        return ready.equals(NodeStatus.OK) ? Optional.empty() : Optional.of(ready);
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the JVM is shutting down, and the hook does this
        }
        try {
            repair();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it repaired " + target.description(), e);
        }
    }

    private void restart(String name) throws InterruptedException {
        try {
            target.restart(name);
        } catch (IOException e) {
            complaints.accept("  restart " + name + ": " + e.getMessage());
        }
    }

    private synchronized void pause(long pid) throws IOException, InterruptedException {
        paused = pid;
        Signals.pause(pid);
    }

    private synchronized void cutOff(long pid) throws IOException, InterruptedException {
        cut = Cut.off(Signals.family(pid));
    }

    private synchronized void repair() throws IOException, InterruptedException {
        if (paused != 0) {
            Signals.resume(paused);
            paused = 0;
        }
        Cut open = cut;
        if (open != null) {
            open.mend();
            cut = null;
        }
    }

    private void repairQuietly() {
        try {
            repair();
        } catch (IOException | InterruptedException e) {
            System.err.println("magpie: what was broken could not be repaired: " + e);
        }
    }

    private NodeStatus node(String name) throws IOException, InterruptedException {
        NodeStatus node = target.nodes().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("There is no node " + name + " any more."));
        if (node.pid() == 0) {
            throw new IOException(name + " does not run: " + node.health());
        }
        return node;
    }
}
