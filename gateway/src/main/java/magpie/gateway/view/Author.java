package magpie.gateway.view;

import java.util.function.Function;
import magpie.api.user.Profile;
import org.jspecify.annotations.Nullable;

/** An account as posts show it, with what each API has made of it: that is made once for as long as it is kept. */
public final class Author {
    /** What stands for an account that is not visible. */
    public static final Author ABSENT = new Author(0, "", "", null);

    private final long id;
    private final String username;
    private final String displayName;
    private final @Nullable String avatarUrl;
    /** Threads may lose each other's entry here: it is made again then. */
    private @Nullable Made made;

    private Author(long id, String username, String displayName, @Nullable String avatarUrl) {
        this.id = id;
        this.username = username;
        this.displayName = displayName;
        this.avatarUrl = avatarUrl;
    }

    /** The author of a profile. */
    static Author of(Profile profile) {
        return new Author(profile.id(), profile.username(), profile.displayName(), profile.avatarUrl());
    }

    private record Made(Object form, @Nullable Made next) {}

    /** The account. */
    public long id() {
        return id;
    }

    /** Its name. */
    public String username() {
        return username;
    }

    /** How it wants to be called. */
    public String displayName() {
        return displayName;
    }

    /** Its picture; null for none. */
    public @Nullable String avatarUrl() {
        return avatarUrl;
    }

    /** What an API makes of an author: one immutable type for each API. */
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
