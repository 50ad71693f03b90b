package magpie.api.user;

/** A password that is shown once. */
public record NewPassword(long userId, String password) {
    @Override
    public String toString() {
        return "NewPassword[userId=" + userId + "]";
    }
}
