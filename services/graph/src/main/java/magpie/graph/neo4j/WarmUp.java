package magpie.graph.neo4j;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.ServiceException;
import magpie.api.graph.Ties.MutualsListing;
import magpie.api.graph.Ties.TieQuery;
import magpie.graph.GraphStore.Relation;
import magpie.graph.neo4j.Kind.Row;
import org.neo4j.driver.Session;
import org.neo4j.driver.exceptions.Neo4jException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a server about nobody what it will be asked about people. It plans a statement when it first meets it, which on a
 * busy machine takes it longer than a read waits; so readers should not be the first. A server that is away is left cold.
 */
final class WarmUp {
    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long NOBODY = 1;
    private static final long ANYBODY = 2;

    private WarmUp() {}

    /** Returns when the server has planned all that reads need. */
    static void of(Database database) {
        Source patient = new Source() {
            @Override
            public <T> T reading(Function<Session, T> work) {
                return database.once(PATIENCE, work);
            }
        };
        try {
            ask(patient);
        } catch (ServiceException | Neo4jException e) {
            log.info("Neo4j at {} was not warmed up: {}", database.address(), e.toString());
        }
    }

    private static void ask(Source source) {
        Lists lists = new Lists(source);
        for (Relation relation : Relation.values()) {
            lists.page(relation, new Listing(NOBODY, Limits.NEWEST, 1));
        }
        lists.mutuals(new MutualsListing(NOBODY, ANYBODY, Limits.NEWEST, 1));
        Feeds feeds = new Feeds(source);
        feeds.circle(NOBODY);
        feeds.audience(new Listing(NOBODY, Limits.NEWEST, 1));
        new BlockLists(source).between(new TieQuery(NOBODY, ANYBODY));
        source.read(Neo4jGraphStore.COUNTS, Map.of("ids", List.of(NOBODY)));
        source.read(DraftRows.ROWS, DraftRows.pairs(Set.of(new Row(Kind.FOLLOWS, NOBODY, ANYBODY))));
    }
}
