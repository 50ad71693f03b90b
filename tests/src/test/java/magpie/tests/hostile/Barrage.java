package magpie.tests.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import magpie.tests.World;
import magpie.tests.hostile.Wire.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Fires requests at a network and checks each answer: it must come in time, be no fault of the server, be a problem in
 * the agreed form if it refuses, and reveal nothing internal; and what is refused must store nothing. Faults are
 * collected and reported together.
 */
final class Barrage implements AutoCloseable {
    /** The statuses with which HTTP itself may refuse anything. */
    private static final Set<Integer> ANYWHERE = Set.of(400, 405, 413, 414, 417, 431);

    private final World world;
    private final Wire wire;
    private final StoredRows stored;
    private final List<String> faults = new ArrayList<>();
    private List<Long> commits;
    private Map<String, Long> rows;
    private int shots;

    Barrage(World world) throws IOException, SQLException {
        this.world = world;
        this.wire = new Wire(world.node("gateway").port());
        this.stored = StoredRows.in(world.folder());
        settle();
    }

    /** Sends a request and checks the answer. */
    @Nullable
    Reply fire(Shot shot) throws SQLException {
        shots++;
        try {
            Reply reply = wire.ask(shot.bytes());
            check(shot, reply);
            return reply;
        } catch (IOException e) {
            fault(shot, "no answer: " + e);
            return null;
        }
    }

    /** Sends what must be refused with one of these statuses. */
    void refused(Shot shot, Integer... statuses) throws SQLException {
        Reply reply = fire(shot);
        if (reply != null && !List.of(statuses).contains(reply.status())) {
            fault(shot, reply.status() + " " + reply.text() + " (expected: " + List.of(statuses) + ")");
        }
    }

    /** Sends a request with one mistake, which the answer must name. */
    void named(Shot shot, String field) throws SQLException {
        Reply reply = fire(shot);
        if (reply == null) {
            return;
        }
        if (reply.status() < 400 || !ProblemRules.fields(reply).equals(List.of(field))) {
            fault(shot, reply.status() + " " + reply.text() + " (expected: to name " + field + " alone)");
        }
    }

    /** Sends what may be no HTTP at all; then the server may also hang up. */
    void shout(Shot about, byte[] bytes) throws SQLException {
        shots++;
        try {
            Reply reply = Wire.shout(world.node("gateway").port(), bytes);
            if (reply != null) {
                check(about, reply);
            } else {
                settle();
            }
        } catch (IOException e) {
            fault(about, "no answer: " + e);
        }
    }

    int shots() {
        return shots;
    }

    void report() {
        assertThat(faults).as("%s faults in %s requests", faults.size(), shots).isEmpty();
    }

    @Override
    public void close() throws IOException, SQLException {
        wire.close();
        stored.close();
    }

    private void check(Shot shot, Reply reply) throws SQLException {
        if (reply.status() >= 500) {
            fault(shot, "a fault of the server's: " + reply.status() + " " + reply.text());
        }
        if (reply.status() < 400) {
            if (!shot.method().equals("GET")) {
                settle();
            }
            return;
        }
        ProblemRules.faults(reply, shot.target(), shot.method().equals("HEAD")).forEach(what -> fault(shot, what));
        boolean described = shot.operation() == null
                || shot.operation().statuses().contains("" + reply.status())
                || ANYWHERE.contains(reply.status());
        if (!described) {
            fault(shot, reply.status() + " is not described");
        }
        if (!stored.commits().equals(commits)) {
            Map<String, Long> before = rows;
            settle();
            if (!rows.equals(before)) {
                fault(shot, "refused by " + reply.status() + ", and stored: " + before + " became " + rows);
            }
        }
    }

    private void settle() throws SQLException {
        world.settle();
        rows = stored.count();
        commits = stored.commits();
    }

    private void fault(Shot shot, String what) {
        if (faults.size() < 100) {
            faults.add(shot + "\n    " + what);
        }
    }
}
