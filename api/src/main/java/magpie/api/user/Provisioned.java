package magpie.api.user;

import java.util.List;

/** The accounts asked for, in the order of the names. */
public record Provisioned(List<Entry> accounts) {
    /** One account and its access token, which is empty where nobody was signed in. */
    public record Entry(long userId, String username, String accessToken) {
        @Override
        public String toString() {
            return "Entry[userId=" + userId + "]";
        }
    }
}
