package magpie.engines.node;

/** Shows progress to people; standard output belongs to the answers. */
public final class Progress {
    private Progress() {}

    public static void say(String line) {
        synchronized (System.err) {
            System.err.println(line);
        }
    }
}
