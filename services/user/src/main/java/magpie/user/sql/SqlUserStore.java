package magpie.user.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.api.user.Account;
import magpie.api.user.Profile;
import magpie.api.user.Retold;
import magpie.api.user.Settings;
import magpie.api.user.Suspended;
import magpie.api.user.UserEvent;
import magpie.kit.sql.Dialect;
import magpie.kit.sql.Sql;
import magpie.kit.sql.SqlDatabase;
import magpie.kit.sql.SqlEvents;
import magpie.text.AccountNames;
import magpie.user.store.SessionStore.NewSession;
import magpie.user.store.UserStore;
import org.jspecify.annotations.Nullable;

/**
 * Accounts in the tables {@code account} and {@code tombstone}. A change locks the account's row first, and unique keys
 * decide between two who take the same name, so this is correct on engines with concurrent writers.
 */
public final class SqlUserStore implements UserStore {
    private static final String PROFILE = "SELECT id, username, display_name, bio, avatar_url, header_url FROM account";
    private static final String ACCOUNT =
            "SELECT id, username, display_name, bio, avatar_url, header_url, email, language, suspended, email_changed_at"
                    + " FROM account";
    private static final String CREDENTIALS = "SELECT id, password, suspended FROM account";

    private static final String OF_ID = " WHERE id = ?";
    private static final String OF_NAME = " WHERE username = ?";
    private static final String OF_PASSWORD = " WHERE id = ? AND password = ?";

    private final SqlDatabase database;
    private final SqlEvents events;
    private final SessionRows sessions;
    private final Dialect dialect;
    private final String lockedAccount;
    private final String lockedName;
    private final String profilesOfIds;
    private final String profilesOfNames;

    /** Creates a store on the user service's schema. */
    public SqlUserStore(SqlDatabase database, SqlEvents events) {
        this.database = database;
        this.events = events;
        this.dialect = database.dialect();
        this.sessions = new SessionRows(events, dialect);
        this.lockedAccount = dialect.locked(ACCOUNT + OF_ID);
        this.lockedName = dialect.locked("SELECT username FROM account" + OF_PASSWORD);
        this.profilesOfIds = PROFILE + " WHERE suspended = 0 AND " + dialect.isOneOf("id");
        this.profilesOfNames = PROFILE + " WHERE suspended = 0 AND " + dialect.isOneOf("username");
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
            requireFree(sql, account.username(), account.email(), blockedSince);
            if (!insert(sql, account)) {
                requireFree(sql, account.username(), account.email(), blockedSince);
                throw usernameTaken(); // briefly, by an account that is gone again
            }
            sessions.insert(sql, session);
            return true;
        });
    }

    /** In name order, so that two concurrent callers do not deadlock. */
    @Override
    public List<Long> provision(List<NewAccount> accounts, long blockedSince) {
        List<Integer> byName = IntStream.range(0, accounts.size())
                .boxed()
                .sorted(Comparator.comparing(i -> fold(accounts.get(i).username())))
                .toList();
        return database.write(sql -> {
            Long[] ids = new Long[accounts.size()];
            for (int i : byName) {
                ids[i] = provision(sql, accounts.get(i), blockedSince);
            }
            return List.of(ids);
        });
    }

    /** The same account may be created between two statements: then it counts as an existing one. */
    private long provision(Sql sql, NewAccount account, long blockedSince) throws SQLException {
        Credentials known = named(sql, account.username());
        if (known == null) {
            requireUnblocked(sql, account.username(), blockedSince);
            if (insert(sql, account)) {
                return account.id();
            }
            known = named(sql, account.username());
        }
        if (known == null) {
            throw emailTaken();
        }
        if (known.suspended()) {
            throw ServiceException.of(Code.FORBIDDEN, account.username() + " is suspended.");
        }
        return known.userId();
    }

    private static @Nullable Credentials named(Sql sql, String username) throws SQLException {
        return sql.first(CREDENTIALS + OF_NAME, SqlUserStore::toCredentials, fold(username));
    }

    /** Inserts; false if the name or address is taken. Waits for a transaction that is about to take it. */
    private boolean insert(Sql sql, NewAccount account) throws SQLException {
        int made = sql.update(
                "INSERT INTO account VALUES (?, ?, ?, ?, ?, 0, ?, '', NULL, NULL, '', 0) ON CONFLICT DO NOTHING",
                account.id(),
                fold(account.username()),
                account.email(),
                emailKey(account.email()),
                account.passwordHash(),
                account.displayName());
        if (made > 0) {
            append(sql, new UserEvent.Registered(account.id()));
        }
        return made > 0;
    }

    /** The order matters: an account being deleted exists until there is a tombstone. */
    private static void requireFree(Sql sql, String username, String email, long blockedSince) throws SQLException {
        if (named(sql, username) != null) {
            throw usernameTaken();
        }
        requireUnblocked(sql, username, blockedSince);
        requireFreeEmail(sql, email, 0);
    }

    private static void requireUnblocked(Sql sql, String username, long blockedSince) throws SQLException {
        long blocked = sql.number(
                "SELECT count(*) FROM tombstone WHERE username = ? AND deleted_at > ?",
                0,
                fold(username),
                blockedSince);
        if (blocked > 0) {
            throw usernameTaken();
        }
    }

    private static void requireFreeEmail(Sql sql, String email, long exceptUser) throws SQLException {
        long used = sql.number(
                "SELECT count(*) FROM account WHERE email_key = ? AND id <> ?", 0, emailKey(email), exceptUser);
        if (used > 0) {
            throw emailTaken();
        }
    }

    private static ServiceException usernameTaken() {
        return ServiceException.of(Code.USERNAME_TAKEN, "Somebody has this user name.");
    }

    private static ServiceException emailTaken() {
        return ServiceException.of(Code.EMAIL_TAKEN, "Somebody has this e-mail address.");
    }

    @Override
    public @Nullable Credentials credentials(String login) {
        return database.read(sql -> login.contains("@") ? addressed(sql, emailKey(login)) : named(sql, login));
    }

    private static @Nullable Credentials addressed(Sql sql, String emailKey) throws SQLException {
        return sql.first(CREDENTIALS + " WHERE email_key = ?", SqlUserStore::toCredentials, emailKey);
    }

    @Override
    public @Nullable Credentials credentials(long userId) {
        return database.read(sql -> sql.first(CREDENTIALS + OF_ID, SqlUserStore::toCredentials, userId));
    }

    @Override
    public @Nullable Kept account(long userId) {
        return database.read(sql -> kept(sql, ACCOUNT + OF_ID, userId));
    }

    @Override
    public @Nullable Account update(long userId, @Nullable String currentHash, UnaryOperator<Account> change) {
        return database.write(sql -> {
            Kept kept = kept(sql, lockedAccount, userId);
            if (kept == null
                    || (currentHash != null && sql.first(lockedName, row -> "", userId, currentHash) == null)) {
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
                        + " email = ?, email_key = ?, language = ?, email_changed_at = ? WHERE id = ?",
                profile.displayName(),
                profile.bio(),
                profile.avatarUrl(),
                profile.headerUrl(),
                account.email(),
                emailKey(account.email()),
                account.settings().language(),
                account.emailChangedAt(),
                profile.id());
    }

    @Override
    public boolean changePassword(long userId, String currentHash, String newHash, long exceptSession, long at) {
        return database.write(sql -> {
            int changed = sql.update("UPDATE account SET password = ?" + OF_PASSWORD, newHash, userId, currentHash);
            if (changed > 0) {
                sessions.endAll(sql, userId, exceptSession, at);
            }
            return changed > 0;
        });
    }

    @Override
    public boolean delete(long userId, String currentHash, long at) {
        return database.write(sql -> {
            String username = sql.first(lockedName, row -> row.getString(1), userId, currentHash);
            if (username == null) {
                return false;
            }
            sql.update("INSERT INTO tombstone VALUES (?, ?, ?)", userId, username, at);
            sql.update("DELETE FROM account WHERE id = ?", userId);
            sessions.endAll(sql, userId, 0, at);
            append(sql, new UserEvent.Deleted(userId));
            return true;
        });
    }

    @Override
    public boolean suspend(long userId, boolean suspended, long at) {
        return database.write(sql -> {
            Kept kept = kept(sql, lockedAccount, userId);
            if (kept != null && kept.suspended() != suspended) {
                sql.update("UPDATE account SET suspended = ? WHERE id = ?", suspended ? 1 : 0, userId);
                append(sql, suspended ? new UserEvent.Suspended(userId) : new UserEvent.Restored(userId));
                sessions.endAll(sql, userId, 0, at);
            }
            return kept != null;
        });
    }

    @Override
    public Suspended suspended(long after, int limit) {
        List<Looked> looked = database.read(sql -> sql.list(
                "SELECT id, suspended FROM account WHERE id > ? ORDER BY id LIMIT ?",
                row -> new Looked(row.getLong(1), row.getInt(2) != 0),
                after,
                limit));
        long[] suspended =
                looked.stream().filter(Looked::suspended).mapToLong(Looked::id).toArray();
        return new Suspended(
                suspended, looked.size() < limit ? 0 : looked.getLast().id());
    }

    private record Looked(long id, boolean suspended) {}

    @Override
    public List<Profile> profiles(long... userIds) {
        return profiles(profilesOfIds, dialect.list(userIds), userIds.length);
    }

    @Override
    public List<Profile> profilesByName(List<String> usernames) {
        List<String> folded = usernames.stream().map(SqlUserStore::fold).toList();
        return profiles(profilesOfNames, dialect.list(folded), folded.size());
    }

    /** Asks the primary for missing profiles: a standby may lack a new account, and its mention would be lost. */
    private List<Profile> profiles(String query, Object keys, int asked) {
        SqlDatabase.Work<List<Profile>> work = sql -> sql.list(query, SqlUserStore::toProfile, keys);
        List<Profile> found = database.readBehind(work);
        return found.size() < asked && database.mayBeBehind() ? database.read(work) : found;
    }

    @Override
    public Retold retellDeletions(long after, int limit) {
        return database.write(sql -> {
            List<Long> gone = sql.list(
                    "SELECT id FROM tombstone WHERE id > ? ORDER BY id LIMIT ?", row -> row.getLong(1), after, limit);
            for (long userId : gone) {
                append(sql, new UserEvent.Deleted(userId));
            }
            return new Retold(gone.size(), gone.size() < limit ? 0 : gone.getLast());
        });
    }

    /** Row by row: on an engine that shards rows, a limit within an update would apply to each shard. */
    @Override
    public int forgetNames(long deletedBefore, int limit) {
        return database.write(sql -> {
            long[] deleted = sql.numbers(
                    "SELECT id FROM tombstone WHERE username IS NOT NULL AND deleted_at < ? LIMIT ?",
                    deletedBefore,
                    limit);
            for (long id : deleted) {
                sql.update("UPDATE tombstone SET username = NULL WHERE id = ?", id);
            }
            return deleted.length;
        });
    }

    private void append(Sql sql, UserEvent event) throws SQLException {
        events.append(sql, UserEvent.TOPIC, event.userId(), event);
    }

    /** Some engines refuse U+0000, even to say that no such name exists. */
    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT).replace('\0', '\uFFFD');
    }

    private static String emailKey(String email) {
        return fold(AccountNames.emailKey(email));
    }

    private static @Nullable Kept kept(Sql sql, String query, long userId) throws SQLException {
        return sql.first(
                query,
                row -> new Kept(
                        new Account(toProfile(row), row.getString(7), new Settings(row.getString(8)), row.getLong(10)),
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
