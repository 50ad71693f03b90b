package magpie.chaos;

import java.util.List;
import java.util.Map;

/**
 * One request that changes something, told by numbers of people, for these stay the same over all restarts.
 *
 * @param who whose deed it is
 * @param whom the other person of a tie; otherwise without meaning
 * @param what the text of a new post, which is its idempotency key too, or the id of the post it is about
 */
public record Deed(Kind kind, int who, int whom, String what) {
    /** What can be done. */
    public enum Kind {
        PUBLISH(Operation.PUBLISH, "post", true),
        DELETE(Operation.DELETE, "post", false),
        FOLLOW(Operation.FOLLOW, "follow", true),
        UNFOLLOW(Operation.UNFOLLOW, "follow", false),
        LIKE(Operation.LIKE, "like", true),
        UNLIKE(Operation.UNLIKE, "like", false),
        REPOST(Operation.REPOST, "repost", true),
        UNREPOST(Operation.UNREPOST, "repost", false);

        final Operation operation;

        /** What it makes or undoes. */
        final String thing;

        /** Whether it makes it, or undoes it. */
        final boolean sets;

        Kind(Operation operation, String thing, boolean sets) {
            this.operation = operation;
            this.thing = thing;
            this.sets = sets;
        }
    }

    /** The one thing that this deed makes or undoes, the same for both. */
    String subject() {
        return kind.thing + " " + who + " " + whom + " " + what;
    }

    /** Does it; throws if no answer came. */
    public Answer send(List<Person> people) {
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
