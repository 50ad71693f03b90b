package magpie.api.user;

/** A change of the password from within a session, which goes on. */
public record PasswordChange(long userId, long sessionId, String currentPassword, String newPassword) {
    @Override
    public String toString() {
        return "PasswordChange[userId=" + userId + "]";
    }
}
