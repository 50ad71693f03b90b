package magpie.gateway.view;

import magpie.api.user.Profile;
import magpie.gateway.json.JsonBytes;

/**
 * An author as posts show them, encoded once.
 *
 * @param id the account
 * @param username its name
 * @param json {@code {"id":…,"username":…,"displayName":…,"avatarUrl":…}}
 * @param named how many bytes of that come before {@code ,"avatarUrl"}: reposters are shown without
 * @param called how many come before {@code ,"displayName"}: who is mentioned or answered is shown without that too
 */
public record Author(long id, String username, byte[] json, int named, int called) {
    /** What stands for an account that is not visible. */
    static final Author ABSENT = new Author(0, "", new byte[0], 0, 0);

    /** The author of a profile. */
    static Author of(Profile profile) {
        JsonBytes json = new JsonBytes(192).open();
        json.name("id").id(profile.id());
        json.name("username").text(profile.username());
        int called = json.size();
        json.name("displayName").text(profile.displayName());
        int named = json.size();
        json.name("avatarUrl").text(profile.avatarUrl()).close();
        return new Author(profile.id(), profile.username(), json.toBytes(), named, called);
    }

    /** Writes the author with the picture. */
    void write(JsonBytes out) {
        out.raw(json);
    }

    /** Writes the author without the picture. */
    void writeNamed(JsonBytes out) {
        out.raw(json, named).close();
    }

    /** Writes the id and the name alone. */
    void writeCalled(JsonBytes out) {
        out.raw(json, called).close();
    }
}
