package magpie.graph.sqlite;

import static java.util.stream.Collectors.toMap;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import magpie.kit.sql.Sql;

/** Reads whom accounts block. */
final class BlockRows {
    private static final String READ =
            "SELECT blocker, blocked FROM blocks WHERE blocker IN (SELECT value FROM json_each(?)) ORDER BY blocked";

    private BlockRows() {}

    /** Returns whom these accounts block, sorted; only accounts that block anybody. */
    static Map<Long, long[]> of(Sql sql, long... blockers) throws SQLException {
        Map<Long, LongStream.Builder> rows = new HashMap<>();
        sql.each(
                READ,
                row -> rows.computeIfAbsent(row.getLong(1), first -> LongStream.builder())
                        .add(row.getLong(2)),
                Arrays.toString(blockers));
        return rows.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, row -> row.getValue().build().toArray()));
    }
}
