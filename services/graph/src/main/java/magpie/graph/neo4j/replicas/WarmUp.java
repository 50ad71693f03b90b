package magpie.graph.neo4j.replicas;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.ServiceException;
import magpie.api.graph.FollowCounts;
import magpie.api.graph.MutualsListing;
import magpie.graph.neo4j.changes.ChangeRows;
import magpie.graph.neo4j.reads.BlockRows;
import magpie.graph.neo4j.reads.Counts;
import magpie.graph.neo4j.reads.FeedRows;
import magpie.graph.neo4j.reads.Kind;
import magpie.graph.neo4j.reads.Kind.Row;
import magpie.graph.neo4j.reads.ListRows;
import magpie.graph.neo4j.server.Database;
import magpie.graph.neo4j.server.Source;
import magpie.graph.store.BlockLists;
import magpie.graph.store.GraphStore.Relation;
import magpie.kit.Periodic;
import org.neo4j.driver.Session;
import org.neo4j.driver.exceptions.Neo4jException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the queries of reads about an account that nobody has, so that a server plans them. It plans a statement when it
 * first meets it, which on a busy machine takes longer than a read waits, so readers should not be the first. While a
 * graph grows, plans older than ten seconds are made anew, so this is repeated. A server that is away stays cold.
 */
public final class WarmUp {
    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
    public static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long NOBODY = 1;
    private static final long ANYBODY = 2;

    /** The age at which a server plans a statement anew. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private WarmUp() {}

    /** Keeps servers warm, except those that are away. */
    public static Periodic keep(List<Database> servers, Predicate<Database> away) {
        return Periodic.start(
                "graph-warm-up",
                AGAIN,
                () -> servers.stream().filter(away.negate()).forEach(server -> of(server, PATIENCE)));
    }

    /** Returns when the server has planned all that reads need; false if it took too long. */
    public static boolean of(Database database, Duration within) {
        long began = System.nanoTime();
        Source patient = new Source() {
            @Override
            public <T> T reading(Function<Session, T> work) {
                return database.once(PATIENCE, work);
            }
        };
        try {
            ask(patient);
            return System.nanoTime() - began < within.toNanos();
        } catch (ServiceException | Neo4jException e) {
            log.debug("Neo4j at {} was not warmed up: {}", database.address(), e.toString());
            return false;
        }
    }

    private static void ask(Source source) {
        ListRows lists = new ListRows(source);
        for (Relation relation : Relation.values()) {
            lists.page(relation, new Listing(NOBODY, Limits.NEWEST, 1));
        }
        lists.mutuals(new MutualsListing(NOBODY, ANYBODY, Limits.NEWEST, 1));
        FeedRows feeds = new FeedRows(source);
        feeds.relationshipSet(NOBODY);
        feeds.followerPage(new Listing(NOBODY, Limits.NEWEST, 1));
        BlockLists.Read _ = BlockRows.of(source, NOBODY, ANYBODY);
        FollowCounts _ = new Counts(source).of(NOBODY);
        source.read(ChangeRows.ROWS, ChangeRows.pairs(Set.of(new Row(Kind.FOLLOWS, NOBODY, ANYBODY))));
    }
}
