package magpie.user;

import static org.assertj.core.api.Assertions.assertThat;

import magpie.user.store.KeyStore;
import magpie.user.store.KeyStore.SigningKey;
import org.junit.jupiter.api.Test;

/** What every {@link KeyStore} must do. */
public interface KeyStoreContract {
    /** Returns the stores under test, empty at the start of each test. */
    Stores stores();

    @Test
    default void keys_are_listed_newest_first_until_removed() {
        KeyStore keys = stores().keys();
        SigningKey older = new SigningKey("a", "{}", 1);
        SigningKey newer = new SigningKey("b", "{}", 2);
        keys.addSigningKey(older);
        keys.addSigningKey(newer);

        assertThat(keys.signingKeys()).containsExactly(newer, older);
        keys.removeSigningKey("a");
        assertThat(keys.signingKeys()).containsExactly(newer);
    }
}
