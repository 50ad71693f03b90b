package magpie.user;

import java.time.Duration;
import java.util.function.LongSupplier;
import magpie.user.store.KeyStore;
import magpie.user.store.SessionStore;
import magpie.user.store.UserStore;

/**
 * The stores of accounts.
 *
 * @param ids the source of new ids
 * @param profilesKept TTL of cached profiles: short where reads come from a lagging standby
 * @param changed called when another process changed an account, before it is read again
 */
record UserStores(
        UserStore accounts,
        SessionStore sessions,
        KeyStore keys,
        LongSupplier ids,
        Duration profilesKept,
        Runnable changed) {}
