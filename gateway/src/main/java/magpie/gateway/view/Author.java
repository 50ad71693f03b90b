package magpie.gateway.view;

import java.util.function.Function;
import magpie.api.user.Profile;
import org.jspecify.annotations.Nullable;

/** An account as posts show it, with what each API encoded of it, once for as long as it is cached. */
public final class Author {
    /** Stands for an account that is not visible. */
    public static final Author ABSENT = new Author(0, "", "", null);

    private final long id;
    private final String username;
    private final String displayName;
    private final @Nullable String avatarUrl;
    /** Threads may overwrite each other's entry here: then it is made again. */
    private @Nullable Made made;

    private Author(long id, String username, String displayName, @Nullable String avatarUrl) {
        this.id = id;
        this.username = username;
        this.displayName = displayName;
        this.avatarUrl = avatarUrl;
    }

    /** Creates the author of a profile. */
    static Author of(Profile profile) {
        return new Author(profile.id(), profile.username(), profile.displayName(), profile.avatarUrl());
    }

    private record Made(Object form, @Nullable Made next) {}

    /** The account's id. */
    public long id() {
        return id;
    }

    /** Its user name. */
    public String username() {
        return username;
    }

    /** Its display name. */
    public String displayName() {
        return displayName;
    }

    /** Its picture; null for none. */
    public @Nullable String avatarUrl() {
        return avatarUrl;
    }

    /** Returns what an API makes of an author, cached: one immutable type for each API. */
    public <T> T as(Class<T> type, Function<Author, T> make) {
        for (Made one = made; one != null; one = one.next) {
            if (type.isInstance(one.form)) {
                return type.cast(one.form);
            }
        }
        T form = make.apply(this);
        made = new Made(form, made);
        return form;
    }
}
