package magpie.user.postgres;

import java.util.List;
import magpie.kit.sql.Dialect;

/** Passes lists as arrays, so that a statement has one plan, by index, however many values there are. */
final class PostgresDialect implements Dialect {
    @Override
    public String isOneOf(String column) {
        return column + " = ANY (?)";
    }

    @Override
    public Object list(long... numbers) {
        return numbers;
    }

    @Override
    public Object list(List<String> texts) {
        return texts.toArray(String[]::new);
    }

    @Override
    public String locked(String query) {
        return query + " FOR UPDATE";
    }
}
