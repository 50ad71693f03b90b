package magpie.user;

import java.time.Duration;
import java.util.function.LongSupplier;
import magpie.user.store.KeyStore;
import magpie.user.store.SessionStore;
import magpie.user.store.UserStore;

/**
 * Where accounts are kept.
 *
 * @param ids where new ids come from
 * @param profilesKept how long a profile may be remembered: where a copy that lags is read, not for long
 * @param changed to be told when another process changed an account, before it is read again
 */
record UserStores(
        UserStore accounts,
        SessionStore sessions,
        KeyStore keys,
        LongSupplier ids,
        Duration profilesKept,
        Runnable changed) {}
