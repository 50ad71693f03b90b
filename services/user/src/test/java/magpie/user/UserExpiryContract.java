package magpie.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.function.Supplier;
import magpie.api.ServiceException;
import magpie.api.user.Account;
import magpie.api.user.Profile;
import magpie.api.user.Settings;
import magpie.api.user.UserEvent;
import magpie.kit.expiry.Expiry;
import org.junit.jupiter.api.Test;

/** What every store of the user service must do with changes that arrive after their deadline. */
public interface UserExpiryContract {
    /** Returns the stores under test, empty at the start of each test. */
    Stores stores();

    @Test
    default void no_change_is_made_that_comes_too_late() {
        stores().register(1, "alice", 5);
        Account before = stores().users().account(1).account();
        Profile profile = new Profile(1, "alice", "Mallory", "", null, null);
        Account after = new Account(profile, "mallory@example.org", new Settings("de"));

        assertTooLate(() -> stores().users().update(1, null, account -> after));
        assertTooLate(() -> stores().users().changePassword(1, "hash of alice", "new", 0, 7));
        assertTooLate(() -> stores().users().suspend(1, true, 7));
        assertTooLate(() -> stores().users().delete(1, "hash of alice", 7));
        assertTooLate(() -> stores().sessions().end(1, 10, 7));
        assertTooLate(() -> stores().sessions().open(stores().session(11, 1, 7), "hash of alice", 100));

        assertThat(stores().users().account(1).account()).isEqualTo(before);
        assertThat(stores().users().account(1).suspended()).isFalse();
        assertThat(stores().users().credentials(1).passwordHash()).isEqualTo("hash of alice");
        assertThat(stores().sessions().session(10)).isNotNull();
        assertThat(stores().sessions().session(11)).isNull();
        assertThat(stores().events()).containsExactly(new UserEvent.Registered(1));
    }

    @Test
    default void no_suspension_is_lifted_too_late() {
        stores().register(1, "alice", 5);
        stores().users().suspend(1, true, 6);
        assertTooLate(() -> stores().users().suspend(1, false, 7));
        assertThat(stores().users().account(1).suspended()).isTrue();
    }

    private static void assertTooLate(Supplier<Object> change) {
        ServiceException e = catchThrowableOfType(ServiceException.class, () -> Expiry.OVER.during(change));
        assertThat(e.safeMessage()).isEqualTo(Expiry.tooLate().safeMessage());
    }
}
