package magpie.gateway.action;

import java.time.Duration;
import java.util.List;
import magpie.api.Code;
import magpie.api.Ids;
import magpie.api.ServiceException;
import magpie.api.user.IssuedSession;
import magpie.api.user.Profile;
import magpie.api.user.Registration;
import magpie.api.user.SessionRef;
import magpie.api.user.SignIn;
import magpie.api.user.Usernames;
import magpie.api.user.Users;
import magpie.gateway.http.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Answers a repeated registration, whose first answer was lost, so that the name is now taken by the person themselves.
 * With the same name, address and password it is answered by a sign-in, with its rights and its costs. Everything else
 * fails as usual, and so reveals nothing about who owns an address.
 */
public final class RegisteredBefore {
    private static final Duration LATELY = Duration.ofMinutes(10);

    private final Users users;
    private final PasswordTries tries;

    public RegisteredBefore(Users users, PasswordTries tries) {
        this.users = users;
        this.tries = tries;
    }

    /** Returns a session of the account just created; null if this is no repetition. */
    @Nullable
    public IssuedSession session(Exchange exchange, Registration registration) {
        Profile taken = taken(registration.username());
        if (taken == null || Ids.millis(taken.id()) < System.currentTimeMillis() - LATELY.toMillis()) {
            return null;
        }
        IssuedSession session = signedIn(exchange, registration);
        if (session == null || session.account().profile().id() == taken.id()) {
            return session;
        }
        users.endSession(new SessionRef(session.account().profile().id(), session.sessionId()));
        return null;
    }

    /** The id tells everybody when it was created, so checking that first costs nobody an attempt. */
    private @Nullable Profile taken(String username) {
        List<Profile> found =
                users.byUsernames(new Usernames(List.of(username))).profiles();
        return found.isEmpty() ? null : found.getFirst();
    }

    private @Nullable IssuedSession signedIn(Exchange exchange, Registration registration) {
        SignIn request = new SignIn(registration.email(), registration.password(), registration.device());
        try {
            return tries.of(exchange, registration.email(), () -> users.signIn(request));
        } catch (ServiceException e) {
            if (e.code() == Code.UNAUTHENTICATED || e.code() == Code.FORBIDDEN || e.code() == Code.RATE_LIMITED) {
                return null;
            }
            throw e;
        }
    }
}
