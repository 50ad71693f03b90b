package magpie.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import magpie.chaos.Statistics.Spell;
import magpie.chaos.audit.Audit;
import magpie.chaos.audit.Ledger;
import magpie.chaos.audit.Violation;
import magpie.chaos.fault.Breaker;
import magpie.chaos.fault.Fault;
import magpie.chaos.fault.NodeStatus;
import magpie.chaos.fault.Schedule;
import magpie.chaos.fault.Schedule.Step;
import magpie.chaos.fault.Target;
import magpie.chaos.load.Population;

/** One run from beginning to end: people, load, faults, healing, and the audit of everything acknowledged. */
public final class ChaosRun {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final ChaosConfig config;
    private final long seed;
    private final Target target;
    private final Consumer<String> progress;
    private final Ledger ledger = new Ledger();
    private final Findings findings = new Findings();
    private final Statistics statistics = new Statistics(System::nanoTime);
    private int struck;

    /**
     * Prepares a run.
     *
     * @param seed chooses faults and load
     * @param progress told what happens
     */
    public ChaosRun(ChaosConfig config, long seed, Target target, Consumer<String> progress) {
        this.config = config;
        this.seed = seed;
        this.target = target;
        this.progress = progress;
    }

    public ChaosOutcome run() throws IOException, InterruptedException {
        try (Breaker breaker = new Breaker(target, progress)) {
            Schedule schedule = schedule(breaker);
            Population people = population();
            try (Load load = new Load(config, seed, people, ledger, statistics, findings)) {
                statistics.begin(Spell.CALM);
                load.start();
                Thread.sleep(config.warmUp());
                strike(breaker, schedule);
                statistics.begin(Spell.OUTSIDE);
                load.finish(config.converge());
            }
            audit(people);
        }
        return new ChaosOutcome(
                target.description(),
                struck,
                seed,
                ledger.acknowledged(),
                ledger.summary(),
                statistics,
                findings.all());
    }

    private Schedule schedule(Breaker breaker) throws IOException, InterruptedException {
        Optional<String> ailment = breaker.ailment();
        if (ailment.isPresent()) {
            throw new IOException("The network is not whole before anything was broken: " + ailment.get());
        }
        List<String> nodes = target.nodes().stream()
                .filter(config::hits)
                .map(NodeStatus::name)
                .toList();
        if (nodes.isEmpty()) {
            throw new IOException("There is no node that --only and --except leave.");
        }
        List<Fault> kinds = config.faultKinds();
        progress.accept("seed " + seed + ": " + config.faults() + " faults of " + kinds + " to " + nodes);
        return Schedule.of(seed, config.faults(), kinds, nodes, config::down);
    }

    /** Names that no earlier run used: the ledger starts empty, and so must they. */
    private Population population() {
        String run = "chaos_" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "_";
        progress.accept(config.accounts() + " people sign up …");
        return Population.enter(
                target,
                IntStream.range(0, config.accounts())
                        .mapToObj(number -> run + number)
                        .toList());
    }

    private void strike(Breaker breaker, Schedule schedule) throws IOException, InterruptedException {
        for (Step step : schedule.steps()) {
            statistics.begin(Spell.CALM);
            Thread.sleep(config.between());
            struck++;
            say(
                    "fault %d of %d: %s %s for %.1f s …",
                    struck,
                    config.faults(),
                    step.fault(),
                    step.node(),
                    step.down().toMillis() / 1e3);
            statistics.begin(new Spell(step.fault().toString(), step.node()));
            long start = System.nanoTime();
            breaker.strike(step.fault(), step.node(), step.down());
            if (!healed(breaker, step)) {
                return;
            }
            say("  healthy after %.1f s; %,d acknowledged", (System.nanoTime() - start) / 1e9, ledger.acknowledged());
            Thread.sleep(config.after());
        }
    }

    private boolean healed(Breaker breaker, Step step) throws InterruptedException {
        long end = System.nanoTime() + config.heal().toNanos();
        Optional<String> ailment = breaker.ailment();
        while (ailment.isPresent() && System.nanoTime() < end) {
            Thread.sleep(BETWEEN_LOOKS);
            ailment = breaker.ailment();
        }
        ailment.ifPresent(what -> findings.add(new Violation(
                Violation.Kind.NOT_HEALED,
                config.heal().toSeconds() + " s after " + step.fault() + " " + step.node() + ": " + what)));
        return ailment.isEmpty();
    }

    private void audit(Population people) {
        say("auditing %s …", ledger.summary());
        long start = System.nanoTime();
        List<Violation> broken = new Audit(people.get(), ledger.state()).converge(config.converge());
        broken.forEach(findings::add);
        say(
                "audited in %.1f s: %d promises broken",
                (System.nanoTime() - start) / 1e9, findings.all().size());
    }

    private void say(String format, Object... values) {
        progress.accept(String.format(Locale.ROOT, format, values));
    }
}
