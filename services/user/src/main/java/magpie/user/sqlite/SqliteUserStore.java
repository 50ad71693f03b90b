package magpie.user.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.api.user.Accounts.Account;
import magpie.api.user.Accounts.Profile;
import magpie.api.user.Accounts.Settings;
import magpie.api.user.UserEvent;
import magpie.kit.json.Json;
import magpie.kit.log.SqliteTopics;
import magpie.kit.sqlite.Sql;
import magpie.kit.sqlite.SqliteDatabase;
import magpie.user.SessionStore.NewSession;
import magpie.user.UserStore;
import org.jspecify.annotations.Nullable;

/** Accounts in the tables {@code account} and {@code tombstone}; batches of keys come as one JSON parameter. */
public final class SqliteUserStore implements UserStore {
    private static final String PROFILE = "SELECT id, username, display_name, bio, avatar_url, header_url FROM account";
    private static final String ACCOUNT =
            "SELECT id, username, display_name, bio, avatar_url, header_url, email, language, suspended FROM account";
    private static final String CREDENTIALS = "SELECT id, password, suspended FROM account";

    private final SqliteDatabase database;
    private final SqliteTopics topics;
    private final SessionRows sessions;

    /** Accounts in a store with the schema {@code user-1.sql}. */
    public SqliteUserStore(SqliteDatabase database, SqliteTopics topics) {
        this.database = database;
        this.topics = topics;
        this.sessions = new SessionRows(topics);
    }

    @Override
    public void checkFree(String username, String email, long blockedSince) {
        database.read(sql -> {
            requireFree(sql, username, email, blockedSince);
            return true;
        });
    }

    @Override
    public void create(NewAccount account, NewSession session, long blockedSince) {
        database.write(sql -> {
            insert(sql, account, blockedSince);
            sessions.insert(sql, session);
            return true;
        });
    }

    @Override
    public List<Long> provision(List<NewAccount> accounts, long blockedSince) {
        return database.write(sql -> {
            List<Long> ids = new ArrayList<>(accounts.size());
            for (NewAccount account : accounts) {
                ids.add(provision(sql, account, blockedSince));
            }
            return ids;
        });
    }

    private long provision(Sql sql, NewAccount account, long blockedSince) throws SQLException {
        Credentials known = sql.first(
                CREDENTIALS + " WHERE username = ?", SqliteUserStore::toCredentials, fold(account.username()));
        if (known == null) {
            insert(sql, account, blockedSince);
            return account.id();
        }
        if (known.suspended()) {
            throw ServiceException.of(Code.FORBIDDEN, account.username() + " is suspended.");
        }
        return known.userId();
    }

    private void insert(Sql sql, NewAccount account, long blockedSince) throws SQLException {
        requireFree(sql, account.username(), account.email(), blockedSince);
        sql.update(
                "INSERT INTO account VALUES (?, ?, ?, ?, ?, 0, ?, '', NULL, NULL, '')",
                account.id(),
                fold(account.username()),
                account.email(),
                fold(account.email()),
                account.passwordHash(),
                account.displayName());
        append(sql, new UserEvent.Registered(account.id()));
    }

    private static void requireFree(Sql sql, String username, String email, long blockedSince) throws SQLException {
        String name = fold(username);
        long used = sql.number("SELECT count(*) FROM account WHERE username = ?", 0, name);
        long blocked = sql.number(
                "SELECT count(*) FROM tombstone WHERE username = ? AND deleted_at > ?", 0, name, blockedSince);
        if (used + blocked > 0) {
            throw ServiceException.of(Code.USERNAME_TAKEN, "Somebody has this user name.");
        }
        requireFreeEmail(sql, email, 0);
    }

    private static void requireFreeEmail(Sql sql, String email, long exceptUser) throws SQLException {
        long used =
                sql.number("SELECT count(*) FROM account WHERE email_key = ? AND id <> ?", 0, fold(email), exceptUser);
        if (used > 0) {
            throw ServiceException.of(Code.EMAIL_TAKEN, "Somebody has this e-mail address.");
        }
    }

    @Override
    public @Nullable Credentials credentials(String login) {
        String where = login.contains("@") ? " WHERE email_key = ?" : " WHERE username = ?";
        return database.read(sql -> sql.first(CREDENTIALS + where, SqliteUserStore::toCredentials, fold(login)));
    }

    @Override
    public @Nullable Credentials credentials(long userId) {
        return database.read(sql -> sql.first(CREDENTIALS + " WHERE id = ?", SqliteUserStore::toCredentials, userId));
    }

    @Override
    public @Nullable Kept account(long userId) {
        return database.read(sql -> kept(sql, userId));
    }

    @Override
    public @Nullable Account update(long userId, UnaryOperator<Account> change) {
        return database.write(sql -> {
            Kept kept = kept(sql, userId);
            if (kept == null) {
                return null;
            }
            Account before = kept.account();
            Account after = change.apply(before);
            requireFreeEmail(sql, after.email(), userId);
            write(sql, after);
            if (!after.profile().equals(before.profile())) {
                append(sql, new UserEvent.ProfileChanged(userId));
            }
            return after;
        });
    }

    private static void write(Sql sql, Account account) throws SQLException {
        Profile profile = account.profile();
        sql.update(
                "UPDATE account SET display_name = ?, bio = ?, avatar_url = ?, header_url = ?,"
                        + " email = ?, email_key = ?, language = ? WHERE id = ?",
                profile.displayName(),
                profile.bio(),
                profile.avatarUrl(),
                profile.headerUrl(),
                account.email(),
                fold(account.email()),
                account.settings().language(),
                profile.id());
    }

    @Override
    public boolean changePassword(long userId, String currentHash, String newHash, long exceptSession, long at) {
        return database.write(sql -> {
            int changed = sql.update(
                    "UPDATE account SET password = ? WHERE id = ? AND password = ?", newHash, userId, currentHash);
            if (changed > 0) {
                sessions.endAll(sql, userId, exceptSession, at);
            }
            return changed > 0;
        });
    }

    @Override
    public boolean delete(long userId, String currentHash, long at) {
        return database.write(sql -> {
            sql.update(
                    "INSERT INTO tombstone SELECT id, username, ? FROM account WHERE id = ? AND password = ?",
                    at,
                    userId,
                    currentHash);
            if (sql.update("DELETE FROM account WHERE id = ? AND password = ?", userId, currentHash) == 0) {
                return false;
            }
            sessions.endAll(sql, userId, 0, at);
            append(sql, new UserEvent.Deleted(userId));
            return true;
        });
    }

    @Override
    public boolean suspend(long userId, boolean suspended, long at) {
        return database.write(sql -> {
            Kept kept = kept(sql, userId);
            if (kept != null && kept.suspended() != suspended) {
                sql.update("UPDATE account SET suspended = ? WHERE id = ?", suspended ? 1 : 0, userId);
                append(sql, suspended ? new UserEvent.Suspended(userId) : new UserEvent.Restored(userId));
                sessions.endAll(sql, userId, 0, at);
            }
            return kept != null;
        });
    }

    @Override
    public List<Profile> profiles(long... userIds) {
        return profiles(" WHERE suspended = 0 AND id IN (SELECT value FROM json_each(?))", Arrays.toString(userIds));
    }

    @Override
    public List<Profile> profilesByName(List<String> usernames) {
        String folded = Json.MAPPER.writeValueAsString(
                usernames.stream().map(SqliteUserStore::fold).toList());
        return profiles(" WHERE suspended = 0 AND username IN (SELECT value FROM json_each(?))", folded);
    }

    private List<Profile> profiles(String where, String keys) {
        return database.read(sql -> sql.list(PROFILE + where, SqliteUserStore::toProfile, keys));
    }

    @Override
    public int forgetNames(long deletedBefore, int limit) {
        return database.write(sql -> sql.update(
                "UPDATE tombstone SET username = NULL WHERE id IN (SELECT id FROM tombstone"
                        + " WHERE username IS NOT NULL AND deleted_at < ? LIMIT ?)",
                deletedBefore,
                limit));
    }

    private void append(Sql sql, UserEvent event) throws SQLException {
        topics.append(sql, UserEvent.TOPIC, event.userId(), event);
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static @Nullable Kept kept(Sql sql, long userId) throws SQLException {
        return sql.first(
                ACCOUNT + " WHERE id = ?",
                row -> new Kept(
                        new Account(toProfile(row), row.getString(7), new Settings(row.getString(8))),
                        row.getBoolean(9)),
                userId);
    }

    private static Credentials toCredentials(ResultSet row) throws SQLException {
        return new Credentials(row.getLong(1), row.getString(2), row.getBoolean(3));
    }

    private static Profile toProfile(ResultSet row) throws SQLException {
        return new Profile(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6));
    }
}
