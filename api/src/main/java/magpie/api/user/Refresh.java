package magpie.api.user;

/** A refresh token to spend. */
public record Refresh(String refreshToken) {
    @Override
    public String toString() {
        return "Refresh[]";
    }
}
