package magpie.gateway;

import com.nimbusds.jose.jwk.JWKSet;
import java.util.Arrays;
import magpie.api.Code;
import magpie.api.Done;
import magpie.api.Empty;
import magpie.api.ServiceException;
import magpie.api.UserRef;
import magpie.api.UserRefs;
import magpie.api.user.Account;
import magpie.api.user.AccountDeletion;
import magpie.api.user.IssuedSession;
import magpie.api.user.Keys;
import magpie.api.user.Profile;
import magpie.api.user.Profiles;
import magpie.api.user.Refresh;
import magpie.api.user.Registration;
import magpie.api.user.Revocations;
import magpie.api.user.RevokedSince;
import magpie.api.user.SessionRef;
import magpie.api.user.Settings;
import magpie.api.user.SignIn;
import magpie.api.user.Usernames;

/** Just enough of accounts and sessions. */
final class TinyUsers {
    private final TinyNetwork network;

    TinyUsers(TinyNetwork network) {
        this.network = network;
    }

    public IssuedSession register(Registration request) {
        if (request.password().length() < 8) {
            throw ServiceException.invalid("password", "Must have at least 8 characters.");
        }
        return issue(network.profiles.get(network.join(request.username())));
    }

    public IssuedSession signIn(SignIn request) {
        return network.profiles.values().stream()
                .filter(p -> p.username().equals(request.login())
                        && request.password().equals("right password"))
                .findFirst()
                .map(this::issue)
                .orElseThrow(() -> ServiceException.of(Code.UNAUTHENTICATED, "Name or password is wrong."));
    }

    public IssuedSession refresh(Refresh request) {
        if (!request.refreshToken().startsWith("refresh-")) {
            throw ServiceException.of(Code.UNAUTHENTICATED, "The refresh token is not valid.");
        }
        return issue(network.profiles.values().iterator().next());
    }

    public Done endSession(SessionRef request) {
        return Done.DONE;
    }

    public Account account(UserRef request) {
        network.pause.run();
        if (network.defect != null) {
            throw network.defect;
        }
        if (!network.profiles.containsKey(request.userId())) {
            throw ServiceException.of(Code.UNAUTHENTICATED, "This account does not exist any more.");
        }
        return new Account(network.profiles.get(request.userId()), "me@example.org", new Settings("en"));
    }

    public Done delete(AccountDeletion request) {
        network.profiles.remove(request.userId());
        return Done.DONE;
    }

    public Profiles profiles(UserRefs request) {
        return new Profiles(Arrays.stream(request.userIds())
                .filter(network.profiles::containsKey)
                .mapToObj(network.profiles::get)
                .toList());
    }

    public Profiles byUsernames(Usernames request) {
        return new Profiles(network.profiles.values().stream()
                .filter(p -> request.usernames().contains(p.username()))
                .toList());
    }

    public Keys keys(Empty request) {
        return new Keys(new JWKSet(network.key.toPublicJWK()).toString());
    }

    public Revocations revocations(RevokedSince request) {
        return new Revocations(
                network.revoked.stream().mapToLong(Long::longValue).toArray());
    }

    private IssuedSession issue(Profile profile) {
        long session = network.nextId();
        return new IssuedSession(
                new Account(profile, profile.username() + "@example.org", new Settings("")),
                session,
                network.token(profile.id(), session),
                "refresh-" + session,
                900,
                "csrf-of-" + session);
    }
}
