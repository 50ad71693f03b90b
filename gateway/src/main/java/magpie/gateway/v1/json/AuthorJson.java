package magpie.gateway.v1.json;

import magpie.gateway.json.JsonBytes;
import magpie.gateway.view.Author;

/**
 * An author as posts show them, encoded once.
 *
 * @param json {@code {"id":…,"username":…,"displayName":…,"avatarUrl":…}}
 * @param named how many bytes of that precede {@code ,"avatarUrl"}: reposters are shown without it
 * @param called how many precede {@code ,"displayName"}: mentioned people and authors replied to are shown without that
 *     too
 */
record AuthorJson(byte[] json, int named, int called) {
    private static AuthorJson encode(Author author) {
        JsonBytes json = new JsonBytes(192).open();
        json.name("id").id(author.id());
        json.name("username").text(author.username());
        int called = json.size();
        json.name("displayName").text(author.displayName());
        int named = json.size();
        json.name("avatarUrl").text(author.avatarUrl()).close();
        return new AuthorJson(json.toBytes(), named, called);
    }

    private static AuthorJson of(Author author) {
        return author.as(AuthorJson.class, AuthorJson::encode);
    }

    /** Writes the author with the picture. */
    static void write(JsonBytes out, Author author) {
        out.raw(of(author).json);
    }

    /** Writes the author without the picture. */
    static void writeNamed(JsonBytes out, Author author) {
        AuthorJson known = of(author);
        out.raw(known.json, known.named).close();
    }

    /** Writes only the id and the name. */
    static void writeCalled(JsonBytes out, Author author) {
        AuthorJson known = of(author);
        out.raw(known.json, known.called).close();
    }
}
