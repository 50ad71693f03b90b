package magpie.kit.sqlite;

import java.util.Arrays;
import java.util.List;
import magpie.kit.json.Json;
import magpie.kit.sql.Dialect;

/** Lists are JSON. Nothing is locked: there is one writer. */
final class SqliteDialect implements Dialect {
    @Override
    public String isOneOf(String column) {
        return column + " IN (SELECT value FROM json_each(?))";
    }

    @Override
    public Object list(long... numbers) {
        return Arrays.toString(numbers);
    }

    @Override
    public Object list(List<String> texts) {
        return Json.MAPPER.writeValueAsString(texts);
    }

    @Override
    public String locked(String query) {
        return query;
    }
}
