package magpie.kit.sql;

import java.util.List;

/** What engines say differently. To be asked once for a statement's text, which is a constant from then on. */
public interface Dialect {
    /** The condition that a column has one of several values, which are one parameter: a {@link #list}. */
    String isOneOf(String column);

    /** Numbers as one parameter. */
    Object list(long... numbers);

    /** Texts as one parameter. */
    Object list(List<String> texts);

    /** A query whose rows nobody else changes, or reads with this, until the transaction ends. */
    String locked(String query);
}
