package magpie.post.sqlite;

/** Many ids as one parameter: {@code json_each(?)} reads them, so one prepared statement serves any number of ids. */
final class IdList {
    private IdList() {}

    static String json(long... ids) {
        StringBuilder text = new StringBuilder(2 + ids.length * 20).append('[');
        for (int i = 0; i < ids.length; i++) {
            if (i > 0) {
                text.append(',');
            }
            text.append(ids[i]);
        }
        return text.append(']').toString();
    }
}
