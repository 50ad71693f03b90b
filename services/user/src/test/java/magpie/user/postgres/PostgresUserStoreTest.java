package magpie.user.postgres;

import magpie.user.KeyStoreContract;
import magpie.user.SessionStoreContract;
import magpie.user.Stores;
import magpie.user.UserExpiryContract;
import magpie.user.UserStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

@Tag("engines")
class PostgresUserStoreTest implements UserStoreContract, SessionStoreContract, KeyStoreContract, UserExpiryContract {
    private static TestDatabase database;
    private static PostgresUsers users;

    @BeforeAll
    static void open() {
        database = TestDatabase.create();
        users = database.open();
    }

    @BeforeEach
    void clear() {
        database.clear();
    }

    @AfterAll
    static void close() {
        users.close();
        database.close();
    }

    @Override
    public Stores stores() {
        return TestDatabase.stores(users);
    }
}
