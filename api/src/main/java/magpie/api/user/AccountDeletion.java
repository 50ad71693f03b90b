package magpie.api.user;

/** A deletion, confirmed by the password. */
public record AccountDeletion(long userId, String password) {
    @Override
    public String toString() {
        return "AccountDeletion[userId=" + userId + "]";
    }
}
