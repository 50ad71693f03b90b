package magpie.tests;

import java.util.List;
import java.util.Map;

/**
 * One request that changes something, told by numbers of people, for these stay the same over all restarts.
 *
 * @param who whose deed it is
 * @param whom the other person of a tie; otherwise without meaning
 * @param what the text of a new post, which is its idempotency key too, or the id of the post it is about
 */
record Deed(Kind kind, int who, int whom, String what) {
    /** What can be done. */
    enum Kind {
        PUBLISH(true),
        DELETE(false),
        FOLLOW(true),
        UNFOLLOW(false),
        LIKE(true),
        UNLIKE(false),
        REPOST(true),
        UNREPOST(false);

        /** Whether it makes something, or undoes it. */
        final boolean sets;

        Kind(boolean sets) {
            this.sets = sets;
        }
    }

    /** Does it; throws if no answer came. */
    Answer send(List<Person> people) {
        Person person = people.get(who);
        return switch (kind) {
            case PUBLISH -> person.send("POST", "/v1/posts", Map.of("text", what), Map.of("Idempotency-Key", what));
            case DELETE -> person.delete(post());
            case FOLLOW -> person.put(tie(people));
            case UNFOLLOW -> person.delete(tie(people));
            case LIKE -> person.put(post() + "/like");
            case UNLIKE -> person.delete(post() + "/like");
            case REPOST -> person.put(post() + "/repost");
            case UNREPOST -> person.delete(post() + "/repost");
        };
    }

    private String post() {
        return "/v1/posts/" + what;
    }

    private String tie(List<Person> people) {
        return "/v1/users/" + people.get(whom).id() + "/follow";
    }
}
