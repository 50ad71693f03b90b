package magpie.api.user;

/** A sign-in by user name or e-mail address. */
public record SignIn(String login, String password, String device) {
    @Override
    public String toString() {
        return "SignIn[]";
    }
}
