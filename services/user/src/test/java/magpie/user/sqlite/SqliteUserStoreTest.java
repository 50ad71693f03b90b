package magpie.user.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import magpie.api.user.UserEvent;
import magpie.kit.log.SqliteTopics;
import magpie.kit.sqlite.SqliteDatabase;
import magpie.user.KeyStore.SigningKey;
import magpie.user.SessionStoreContract;
import magpie.user.Stores;
import magpie.user.UserStoreContract;
import magpie.user.sql.SqlKeyStore;
import magpie.user.sql.SqlSessionStore;
import magpie.user.sql.SqlUserStore;
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
        database = SqliteDatabase.open(folder.resolve("user.db"), SqliteUsers.schema());
        SqliteTopics topics = new SqliteTopics(database, UserEvent.TOPIC);
        stores = new Stores(new SqlUserStore(database, topics), new SqlSessionStore(database, topics), topics);
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
        SqlKeyStore keys = new SqlKeyStore(database);
        SigningKey older = new SigningKey("a", "{}", 1);
        SigningKey newer = new SigningKey("b", "{}", 2);
        keys.addSigningKey(older);
        keys.addSigningKey(newer);

        assertThat(keys.signingKeys()).containsExactly(newer, older);
        keys.removeSigningKey("a");
        assertThat(keys.signingKeys()).containsExactly(newer);
    }
}
