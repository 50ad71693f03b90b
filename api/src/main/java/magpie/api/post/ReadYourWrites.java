package magpie.api.post;

/**
 * A token by which counts and reactions that are remembered still show what their viewer did last. The feed gives it with a
 * page, {@link Posts#stats} takes it; whoever passes it on need not know what it holds.
 *
 * @param quietMillis for how long the viewer is known to have liked or reposted nothing, at any instance: what was read in
 *     this time has all they did. An age and no time of day, for clocks differ. 0 where it is not known
 */
public record ReadYourWrites(long quietMillis) {
    /** Asks for reactions that have all that was acknowledged before. */
    public static final ReadYourWrites UNKNOWN = new ReadYourWrites(0);
}
