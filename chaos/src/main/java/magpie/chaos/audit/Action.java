package magpie.chaos.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import magpie.client.Answer;
import magpie.client.Person;

/**
 * One request that changes something. It names people by number, because these stay the same across all restarts.
 *
 * @param who whose action it is
 * @param whom the other person of a relation; otherwise unused
 * @param what the text of a new post, which is also its idempotency key, the text of a profile, or the id of the post
 */
public record Action(Kind kind, int who, int whom, String what) {
    /** The kinds of actions. */
    public enum Kind {
        PUBLISH(Operation.PUBLISH, "post", true),
        DELETE(Operation.DELETE, "post", false),
        FOLLOW(Operation.FOLLOW, "follow", true),
        UNFOLLOW(Operation.UNFOLLOW, "follow", false),
        LIKE(Operation.LIKE, "like", true),
        UNLIKE(Operation.UNLIKE, "like", false),
        REPOST(Operation.REPOST, "repost", true),
        UNREPOST(Operation.UNREPOST, "repost", false),
        BLOCK(Operation.BLOCK, "block", true),
        UNBLOCK(Operation.UNBLOCK, "block", false),
        MUTE(Operation.MUTE, "mute", true),
        UNMUTE(Operation.UNMUTE, "mute", false),

        /** Each has a unique text: its opposite is the next one. */
        PROFILE(Operation.CHANGE_PROFILE, "profile", true);

        public final Operation operation;

        /** The kind of thing it makes or undoes. */
        final String thing;

        /** Whether it makes the thing, or undoes it. */
        final boolean sets;

        Kind(Operation operation, String thing, boolean sets) {
            this.operation = operation;
            this.thing = thing;
            this.sets = sets;
        }
    }

    /** The one thing that this action makes or undoes, the same for both; for a profile, the person's. */
    public String subject() {
        return kind == Kind.PROFILE ? kind.thing + " " + who : subject(kind.thing, who, whom, what);
    }

    /** The state that this action asks for. */
    String value() {
        return kind == Kind.PROFILE ? what : value(kind.sets);
    }

    static String value(boolean there) {
        return there ? "there" : "away";
    }

    /** The text of a profile: name and bio are changed together. */
    static String profile(Answer answer) {
        String name = answer.text("/displayName");
        String bio = answer.text("/bio");
        return name.equals(bio) ? name : name + ", and below it " + bio;
    }

    public static String subject(String thing, int who, int whom, String what) {
        return thing + " " + who + " " + whom + " " + what;
    }

    /** The action that restores the state before, if there is one: a deleted post stays deleted. */
    public Optional<Action> opposite() {
        return switch (kind) {
            case PUBLISH, DELETE, PROFILE -> Optional.empty();
            case FOLLOW -> turned(Kind.UNFOLLOW);
            case UNFOLLOW -> turned(Kind.FOLLOW);
            case LIKE -> turned(Kind.UNLIKE);
            case UNLIKE -> turned(Kind.LIKE);
            case REPOST -> turned(Kind.UNREPOST);
            case UNREPOST -> turned(Kind.REPOST);
            case BLOCK -> turned(Kind.UNBLOCK);
            case UNBLOCK -> turned(Kind.BLOCK);
            case MUTE -> turned(Kind.UNMUTE);
            case UNMUTE -> turned(Kind.MUTE);
        };
    }

    /** Sends the request; throws if no answer came. */
    public Answer send(List<Person> people) {
        Person person = people.get(who);
        return switch (kind) {
            case PUBLISH -> person.send("POST", "/v1/posts", Map.of("text", what), Map.of("Idempotency-Key", what));
            case DELETE -> person.delete(post());
            case FOLLOW, BLOCK, MUTE -> person.put(relation(people));
            case UNFOLLOW, UNBLOCK, UNMUTE -> person.delete(relation(people));
            case PROFILE -> person.send("PATCH", "/v1/me", Map.of("displayName", what, "bio", what));
            case LIKE -> person.put(post() + "/like");
            case UNLIKE -> person.delete(post() + "/like");
            case REPOST -> person.put(post() + "/repost");
            case UNREPOST -> person.delete(post() + "/repost");
        };
    }

    private Optional<Action> turned(Kind other) {
        return Optional.of(new Action(other, who, whom, what));
    }

    private String post() {
        return "/v1/posts/" + what;
    }

    private String relation(List<Person> people) {
        return "/v1/users/" + people.get(whom).id() + "/" + kind.thing;
    }
}
