package magpie.feed.redis;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import magpie.api.feed.UserAction;
import magpie.api.feed.UserAction.Kind;
import magpie.feed.window.SharedIndex.Note;
import org.jspecify.annotations.Nullable;

/** Encodes an action in the overlay: id, a byte for its kind, subject, activity and post; the user is in the key. */
final class UserActionCodec {
    private static final int SIZE = 4 * Long.BYTES + 1;

    private UserActionCodec() {}

    static byte[] bytes(Note note) {
        UserAction action = note.action();
        return ByteBuffer.allocate(SIZE)
                .putLong(note.id())
                .put(code(action.kind()))
                .putLong(action.subjectId())
                .putLong(action.activityId())
                .putLong(action.postId())
                .array();
    }

    /** Counts concatenated actions. */
    static int count(byte[] all) {
        return all.length / SIZE;
    }

    /** Decodes concatenated actions; skips unknown kinds, such as those of a newer version. */
    static List<Note> notes(byte[] all) {
        if (all.length == 0) {
            return List.of();
        }
        List<Note> notes = new ArrayList<>(all.length / SIZE);
        ByteBuffer in = ByteBuffer.wrap(all);
        while (in.remaining() >= SIZE) {
            long id = in.getLong();
            Kind kind = kind(in.get());
            long subject = in.getLong();
            long activity = in.getLong();
            long post = in.getLong();
            if (kind != null) {
                notes.add(new Note(id, new UserAction(kind, 0, subject, activity, post)));
            }
        }
        return notes;
    }

    /** Spelled out, because the codes must survive reordering the enum. */
    private static byte code(Kind kind) {
        return switch (kind) {
            case PUBLISHED -> 1;
            case POST_DELETED -> 2;
            case REPOSTED -> 3;
            case REPOST_UNDONE -> 4;
            case RELATIONSHIP_CHANGED -> 5;
        };
    }

    private static @Nullable Kind kind(byte code) {
        return switch (code) {
            case 1 -> Kind.PUBLISHED;
            case 2 -> Kind.POST_DELETED;
            case 3 -> Kind.REPOSTED;
            case 4 -> Kind.REPOST_UNDONE;
            case 5 -> Kind.RELATIONSHIP_CHANGED;
            default -> null;
        };
    }
}
