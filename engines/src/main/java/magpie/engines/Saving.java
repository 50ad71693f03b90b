package magpie.engines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import magpie.engines.node.EngineException;
import magpie.engines.node.Fetcher;
import magpie.engines.node.Home;
import magpie.engines.node.Layout;
import magpie.engines.node.Progress;
import magpie.engines.node.ServerKind;
import magpie.engines.node.ServerKind.Place;
import magpie.kit.files.Folders;

/**
 * Backs up the nodes of a set one after another while the network runs, and restores them. PostgreSQL comes last, so
 * that every account the others mention is there. Deletions made in between are repeated after a restore by
 * {@code ./magpie admin retell-deletions}.
 */
final class Saving {
    private final EngineSet set;

    Saving(EngineSet set) {
        this.set = set;
    }

    void save(Layout layout, Backup backup) throws IOException, InterruptedException {
        for (Place place : places(layout).reversed()) {
            if (set.engine(place).isSaved(place)) {
                save(place, backup);
            }
        }
        backup.finish(layout);
    }

    private void save(Place place, Backup backup) throws IOException, InterruptedException {
        ServerKind engine = set.engine(place);
        String name = place.node().name();
        Status status = set.status(place);
        if (!status.isWell()) {
            throw new EngineException(name + " has to run to be saved: " + status.health() + ".");
        }
        long begin = System.nanoTime();
        Progress.say(name + " is saved …");
        try {
            if (engine.isSavedAtRest()) {
                set.stop(place);
            }
            engine.save(place, backup.part(name));
        } finally {
            set.start(place);
        }
        Progress.say(name + " is saved after " + EngineSet.seconds(begin));
    }

    void load(Layout layout, Backup backup, Home home) throws IOException, InterruptedException {
        Fetcher fetcher = new Fetcher(Path.of(layout.lib()));
        for (Place place : places(layout)) {
            String name = place.node().name();
            if (backup.has(name)) {
                ServerKind engine = set.engine(place);
                engine.fetch(fetcher, home);
                Folders.remove(place.folder());
                home.makeNodeFolder(place.node());
                engine.load(place, backup.part(name));
                Progress.say(name + " has what was saved of it");
            }
        }
    }

    /** In the order of {@link EngineSet#engines}, in which PostgreSQL is the first. */
    private List<Place> places(Layout layout) {
        return EngineSet.engines(0).stream()
                .flatMap(engine -> layout.of(engine.name()).stream())
                .map(node -> set.place(layout, node))
                .toList();
    }
}
