package magpie.app.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import magpie.api.RecountChunk;
import magpie.api.Recountable;
import magpie.api.Recounted;
import magpie.app.node.Node;
import magpie.kit.roles.Role;
import magpie.kit.roles.Roles;

/** Recounts everything in chunks, so that a running instance is not held up. */
record Recount(Node node) {
    /** Each may take ten reads of a cold store, and a chunk is one call with one deadline. */
    private static final int CHUNK = 50;

    /** Compares and corrects, and returns the totals of each role. */
    String run() {
        List<String> lines = new ArrayList<>();
        for (Role role : Roles.ALL) {
            for (Class<?> contract : role.contracts()) {
                if (node.contract(contract) instanceof Recountable counts) {
                    lines.add(role.name() + ": " + all(counts::recount));
                }
            }
        }
        return String.join("\n", lines);
    }

    private static String all(Function<RecountChunk, Recounted> recount) {
        long checked = 0;
        long mended = 0;
        long after = 0;
        do {
            Recounted chunk = recount.apply(new RecountChunk(after, CHUNK));
            checked += chunk.checked();
            mended += chunk.mended();
            after = chunk.next();
        } while (after != 0);
        return checked + " checked, " + mended + " mended";
    }
}
