package magpie.user.sql;

import java.util.List;
import magpie.kit.sql.SqlDatabase;
import magpie.user.store.KeyStore;

/** Signing keys in the table {@code signing_key}. */
public final class SqlKeyStore implements KeyStore {
    private final SqlDatabase database;

    /** Creates a store on the user service's schema. */
    public SqlKeyStore(SqlDatabase database) {
        this.database = database;
    }

    @Override
    public List<SigningKey> signingKeys() {
        return database.read(sql -> sql.list(
                "SELECT id, jwk, created_at FROM signing_key ORDER BY created_at DESC, id LIMIT 100",
                row -> new SigningKey(row.getString(1), row.getString(2), row.getLong(3))));
    }

    @Override
    public void addSigningKey(SigningKey key) {
        database.write(
                sql -> sql.update("INSERT INTO signing_key VALUES (?, ?, ?)", key.id(), key.jwk(), key.createdAt()));
    }

    @Override
    public void removeSigningKey(String id) {
        database.write(sql -> sql.update("DELETE FROM signing_key WHERE id = ?", id));
    }
}
