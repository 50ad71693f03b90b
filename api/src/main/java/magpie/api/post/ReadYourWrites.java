package magpie.api.post;

/**
 * A token that makes cached counts and reactions include their viewer's latest actions. The feed returns it with a
 * page, {@link Posts#stats} takes it; whoever passes it on need not know what is in it.
 *
 * @param quietMillis for how long the viewer is known to have liked or reposted nothing, at any instance: anything read
 *     within that time includes all they did. It is an age, not a time of day, because clocks differ. 0 where unknown
 */
public record ReadYourWrites(long quietMillis) {
    /** Asks for reactions that include everything acknowledged before. */
    public static final ReadYourWrites UNKNOWN = new ReadYourWrites(0);
}
