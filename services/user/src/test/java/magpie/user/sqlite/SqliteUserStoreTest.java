package magpie.user.sqlite;

import java.nio.file.Path;
import magpie.api.user.UserEvent;
import magpie.kit.log.SqliteTopics;
import magpie.kit.sqlite.SqliteDatabase;
import magpie.user.KeyStoreContract;
import magpie.user.SessionStoreContract;
import magpie.user.Stores;
import magpie.user.UserExpiryContract;
import magpie.user.UserStoreContract;
import magpie.user.sql.SqlKeyStore;
import magpie.user.sql.SqlSessionStore;
import magpie.user.sql.SqlUserStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteUserStoreTest implements UserStoreContract, SessionStoreContract, KeyStoreContract, UserExpiryContract {
    @TempDir
    Path folder;

    private SqliteDatabase database;
    private Stores stores;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(folder.resolve("user.db"), SqliteUsers.schema());
        SqliteTopics topics = new SqliteTopics(database, UserEvent.TOPIC);
        stores = Stores.of(
                new SqlUserStore(database, topics),
                new SqlSessionStore(database, topics),
                new SqlKeyStore(database),
                topics);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public Stores stores() {
        return stores;
    }
}
