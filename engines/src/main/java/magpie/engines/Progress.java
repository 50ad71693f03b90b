package magpie.engines;

/** What a person sees while waiting; standard output belongs to the answers. */
final class Progress {
    private Progress() {}

    static void say(String line) {
        synchronized (System.err) {
            System.err.println(line);
        }
    }
}
