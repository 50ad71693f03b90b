package magpie.kit.sql;

import java.util.List;

/** What differs between SQL engines. Ask once per statement; its text is a constant from then on. */
public interface Dialect {
    /** The condition that a column has one of several values, passed as one parameter: a {@link #list}. */
    String isOneOf(String column);

    /** Numbers as one parameter. */
    Object list(long... numbers);

    /** Texts as one parameter. */
    Object list(List<String> texts);

    /** A query that locks its rows until the transaction ends: others cannot change them, or read them with this. */
    String locked(String query);
}
