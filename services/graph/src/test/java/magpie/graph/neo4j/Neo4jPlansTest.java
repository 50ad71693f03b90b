package magpie.graph.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import magpie.api.Limits;
import magpie.graph.neo4j.changes.ChangeRows;
import magpie.graph.neo4j.reads.FeedRows;
import magpie.graph.neo4j.reads.ListRows;
import magpie.graph.neo4j.server.Neo4jOutbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.summary.Plan;
import org.neo4j.driver.summary.QueryProfile;

/** A page costs what is on it: the server walks an index from the page's start, and stops. */
@Tag("engines")
final class Neo4jPlansTest {
    private static final long SMALL = 1_000_001;
    private static final long STAR = 1_000_002;
    private static final int FEW = 1_000;
    private static final int MANY = 50_000;
    private static final int CHUNK = 10_000;

    private static TestGraph graph;

    @BeforeAll
    static void open() {
        graph = new TestGraph(7);
        graph.clear();
        follow(SMALL, 1, FEW);
        for (int from = 1; from < MANY; from += CHUNK) {
            follow(STAR, from, from + CHUNK - 1);
        }
    }

    @AfterAll
    static void close() {
        graph.close();
    }

    private static void follow(long star, long first, long last) {
        graph.run(
                "MERGE (s:User {id: $star}) WITH s UNWIND range($first, $last) AS id MERGE (u:User {id: id})"
                        + " CREATE (u)-[:FOLLOWS {follower: id, followee: $star, id: id * 10}]->(s)",
                Map.of("star", star, "first", first, "last", last));
    }

    @Test
    void aPageOfAStarCostsWhatAnyPageDoes() {
        for (int limit : new int[] {21, 400}) {
            QueryProfile few = profile(ListRows.FOLLOWERS, ListRows.values(SMALL, 9_000, limit));
            QueryProfile many = profile(ListRows.FOLLOWERS, ListRows.values(STAR, 400_000, limit));
            assertThat(many.rows()).isEqualTo(few.rows()).hasValue(limit);
            assertThat(hits(few)).isBetween(1L, limit + 10L);
            assertThat(hits(many)).isEqualTo(hits(few));
        }
    }

    @Test
    void aStepOfAFanOutReadsItsRowsAndNoMore() {
        QueryProfile step = profile(FeedRows.FOLLOWER_PAGE, ListRows.values(STAR, Limits.NEWEST, Limits.STEP + 1));
        assertThat(operators(step))
                .contains("DirectedRelationshipIndexSeek", "NodeUniqueIndexSeek")
                .doesNotContain("Sort", "Top", "PartialSort")
                .noneMatch(operator -> operator.endsWith("Scan") || operator.startsWith("Expand"));
        assertThat(hits(step)).isBetween((long) Limits.STEP, Limits.STEP + 20L);
    }

    @Test
    void theFollowersOfACelebratedAuthorAreNotRead() {
        graph.run("MATCH (s:User {id: $star}) SET s.since = 1", Map.of("star", STAR));
        try {
            QueryProfile step = profile(FeedRows.FOLLOWER_PAGE, ListRows.values(STAR, Limits.NEWEST, Limits.STEP + 1));
            assertThat(hits(step)).isBetween(1L, 20L);
        } finally {
            graph.run("MATCH (s:User {id: $star}) REMOVE s.since", Map.of("star", STAR));
        }
    }

    @Test
    void everyListIsARangeOfAnIndexInItsOrder() {
        for (String list : List.of(
                ListRows.FOLLOWERS,
                ListRows.FOLLOWING,
                ListRows.BLOCKS,
                ListRows.BLOCKERS,
                ListRows.MUTES,
                ListRows.MUTERS)) {
            assertThat(operators(plan(list, ListRows.values(STAR, 1_000, 10))))
                    .as(list)
                    .contains("DirectedRelationshipIndexSeek")
                    .doesNotContain("Sort", "Top", "PartialSort", "DirectedRelationshipTypeScan")
                    .noneMatch(operator -> operator.startsWith("Expand"));
        }
    }

    /** The server updates its index statistics in its own time, and plans by them. */
    @Test
    void aListThatGrewFromNothingIsReadAsAnyOther() {
        graph.run("CALL db.prepareForReplanning($seconds)", Map.of("seconds", 30));
        graph.run(
                "UNWIND range(1, $last) AS id MATCH (u:User {id: id}) MATCH (s:User {id: $star})"
                        + " CREATE (u)-[:MUTES {muter: id, muted: $star, id: id * 10}]->(s)",
                Map.of("star", STAR, "last", CHUNK));
        graph.run("CALL db.clearQueryCaches()", Map.of());
        assertThat(operators(plan(ListRows.MUTERS, ListRows.values(STAR, 1_000, 10))))
                .contains("DirectedRelationshipIndexSeek")
                .noneMatch(operator -> operator.endsWith("Scan"));
    }

    @Test
    void whomOneFollowsComesSorted() {
        assertThat(operators(plan(FeedRows.FOLLOWING, Map.of("user", 7L))))
                .contains("DirectedRelationshipUniqueIndexSeek")
                .doesNotContain("Sort", "Top", "DirectedRelationshipTypeScan");
    }

    @Test
    void relationshipsAreLookedUpOneByOne() {
        Map<String, Object> none = Map.of("of_FOLLOWS", List.of(), "of_BLOCKS", List.of(), "of_MUTES", List.of());
        assertThat(operators(plan(ChangeRows.ROWS, none)))
                .contains("DirectedRelationshipUniqueIndexSeek")
                .noneMatch(operator -> operator.contains("Scan") || operator.startsWith("Expand"));
    }

    @Test
    void theOldestEventsAreFoundWithoutSorting() {
        assertThat(operators(plan(Neo4jOutbox.PENDING, Map.of("limit", 10L))))
                .doesNotContain("Sort", "Top", "NodeByLabelScan");
    }

    private static Plan plan(String statement, Map<String, Object> values) {
        return graph.run("EXPLAIN " + statement, values).queryPlan().orElseThrow();
    }

    private static QueryProfile profile(String statement, Map<String, Object> values) {
        return graph.run("PROFILE " + statement, values).queryProfile().orElseThrow();
    }

    private static long hits(QueryProfile plan) {
        return plan.dbHits().orElse(0)
                + plan.children().stream().mapToLong(Neo4jPlansTest::hits).sum();
    }

    private static List<String> operators(Plan plan) {
        return Stream.concat(
                        Stream.of(plan.operatorType().replaceFirst("@.*", "")),
                        plan.children().stream().flatMap(child -> operators(child).stream()))
                .toList();
    }
}
