package magpie.user.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import magpie.api.user.UserEvent;
import magpie.kit.log.SqliteTopics;
import magpie.kit.sqlite.Schema;
import magpie.kit.sqlite.SqliteDatabase;
import magpie.user.KeyStore.SigningKey;
import magpie.user.SessionStoreContract;
import magpie.user.Stores;
import magpie.user.UserStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteUserStoreTest implements UserStoreContract, SessionStoreContract {
    @TempDir
    Path folder;

    private SqliteDatabase database;
    private Stores stores;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(folder.resolve("user.db"), Schema.of(SqliteUserStore.class, "user-1.sql"));
        SqliteTopics topics = new SqliteTopics(database, UserEvent.TOPIC);
        stores = new Stores(new SqliteUserStore(database, topics), new SqliteSessionStore(database, topics), topics);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public Stores stores() {
        return stores;
    }

    @Test
    void keys_are_listed_newest_first_until_removed() {
        SqliteKeyStore keys = new SqliteKeyStore(database);
        SigningKey older = new SigningKey("a", "{}", 1);
        SigningKey newer = new SigningKey("b", "{}", 2);
        keys.addSigningKey(older);
        keys.addSigningKey(newer);

        assertThat(keys.signingKeys()).containsExactly(newer, older);
        keys.removeSigningKey("a");
        assertThat(keys.signingKeys()).containsExactly(newer);
    }
}
