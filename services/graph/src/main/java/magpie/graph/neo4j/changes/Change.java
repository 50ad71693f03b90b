package magpie.graph.neo4j.changes;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import magpie.api.graph.Pair;
import magpie.graph.neo4j.reads.Kind;
import magpie.graph.neo4j.reads.Kind.Row;

/**
 * A change that one caller asks for.
 *
 * @param involved all that it may look at
 * @param work decides it; may run again from the start on a new unit of work
 */
public record Change<T>(Involved involved, Work<T> work) {
    /** Throws {@code NOT_FOUND} or {@code LIMIT_REACHED} before it changes anything, or not at all. */
    public interface Work<T> {
        T in(UnitOfWork work);
    }

    /**
     * What must be locked and read before the change is decided.
     *
     * @param users whose nodes are locked, and created if missing
     * @param rows the relationships that matter
     * @param counted the users whose relationships are to be counted
     */
    public record Involved(Set<Long> users, Set<Row> rows, Set<Long> counted) {
        public Involved() {
            this(new HashSet<>(), new HashSet<>(), new HashSet<>());
        }

        /** Everything there may be between two accounts. */
        public static Involved between(List<Pair> pairs) {
            Involved all = new Involved();
            for (Pair pair : pairs) {
                long actor = pair.actorId();
                long target = pair.targetId();
                all.add(new Row(Kind.FOLLOWS, actor, target));
                all.add(new Row(Kind.FOLLOWS, target, actor));
                all.add(new Row(Kind.BLOCKS, actor, target));
                all.add(new Row(Kind.BLOCKS, target, actor));
                all.add(new Row(Kind.MUTES, actor, target));
            }
            return all;
        }

        public static Involved rows(List<Row> rows) {
            Involved all = new Involved();
            rows.forEach(all::add);
            return all;
        }

        static Involved counting(List<Long> users) {
            return new Involved(new HashSet<>(users), new HashSet<>(), new HashSet<>(users));
        }

        private void add(Row row) {
            users.add(row.actor());
            users.add(row.target());
            rows.add(row);
        }

        void addAll(Involved other) {
            users.addAll(other.users);
            rows.addAll(other.rows);
            counted.addAll(other.counted);
        }

        /** How much there is to read. */
        int size() {
            return users.size() + rows.size();
        }
    }
}
