package magpie.api.user;

/** A change of the password from within a session, which stays signed in. */
public record PasswordChange(long userId, long sessionId, String currentPassword, String newPassword) {
    @Override
    public String toString() {
        return "PasswordChange[userId=" + userId + "]";
    }
}
