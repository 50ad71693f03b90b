package magpie.api.user;

/** Suspends or restores an account, by user name or e-mail address: a suspended one has no visible id. */
public record Suspension(String login, boolean suspended) {
    @Override
    public String toString() {
        return "Suspension[suspended=" + suspended + "]";
    }
}
