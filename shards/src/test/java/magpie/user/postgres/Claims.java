package magpie.user.postgres;

import java.util.List;
import java.util.Locale;
import magpie.kit.sql.Sql;
import magpie.kit.sql.SqlDatabase;
import magpie.text.AccountNames;
import org.jspecify.annotations.Nullable;

/**
 * Records which account has a name or an address. No shard can have a unique key over all accounts, so a text belongs
 * to whoever got its row here, on the shard of the text, before an account with that text exists on the account's
 * shard.
 */
final class Claims {
    static final String SCHEMA = "CREATE TABLE claim ("
            + "name text, kind text, user_id bigint NOT NULL, at bigint NOT NULL, PRIMARY KEY (name, kind))";

    private final SqlDatabase database;

    Claims(SqlDatabase database) {
        this.database = database;
    }

    /** The kinds of text. */
    enum Kind {
        NAME,
        EMAIL;

        /** The kind of a login. */
        static Kind of(String login) {
            return login.contains("@") ? EMAIL : NAME;
        }
    }

    /** A row: who claimed a text, and when (milliseconds since 1970). */
    record Claim(long userId, long at) {}

    /** Claims a free text. */
    boolean take(Kind kind, String text, long userId, long at) {
        return database.write(sql -> sql.update(
                        "INSERT INTO claim (name, kind, user_id, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        key(text),
                        kind.name(),
                        userId,
                        at))
                > 0;
    }

    /** Takes over the claim of an account that was never created, or is gone; false if somebody else was faster. */
    boolean takeOver(Kind kind, String text, Claim from, long userId, long at) {
        return database.write(sql -> sql.update(
                        "UPDATE claim SET user_id = ?, at = ? WHERE name = ? AND kind = ? AND user_id = ? AND at = ?",
                        userId,
                        at,
                        key(text),
                        kind.name(),
                        from.userId(),
                        from.at()))
                > 0;
    }

    @Nullable
    Claim find(Kind kind, String text) {
        return database.read(sql -> sql.first(
                "SELECT user_id, at FROM claim WHERE name = ? AND kind = ?",
                row -> new Claim(row.getLong(1), row.getLong(2)),
                key(text),
                kind.name()));
    }

    /** Releases a text if it is this user's. */
    void release(Kind kind, String text, long userId) {
        database.write(sql -> sql.update(
                "DELETE FROM claim WHERE name = ? AND kind = ? AND user_id = ?", key(text), kind.name(), userId));
    }

    /** Returns who has these user names, in no order. */
    long[] holders(List<String> names) {
        List<String> keys = names.stream().map(Claims::key).distinct().toList();
        return database.read((Sql sql) -> sql.numbers(
                "SELECT user_id FROM claim WHERE " + database.dialect().isOneOf("name") + " AND kind = 'NAME'",
                database.dialect().list(keys)));
    }

    /** Normalises a text as the stores compare it. */
    static String key(String text) {
        String compared = text.contains("@") ? AccountNames.emailKey(text) : text.toLowerCase(Locale.ROOT);
        return compared.replace('\0', '\uFFFD');
    }
}
