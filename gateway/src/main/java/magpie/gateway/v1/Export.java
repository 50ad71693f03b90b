package magpie.gateway.v1;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import magpie.api.Ids;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.UserPage;
import magpie.api.UserRefs;
import magpie.api.graph.Graph;
import magpie.api.post.ActivityPage;
import magpie.api.post.AuthorListing;
import magpie.api.post.PostFacts;
import magpie.api.post.PostPage;
import magpie.api.post.PostRefs;
import magpie.api.post.Posts;
import magpie.api.user.Account;
import magpie.api.user.AccountExport;
import magpie.api.user.Profile;
import magpie.api.user.SignedIn;
import magpie.api.user.Users;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.v1.json.EncodedPosts;
import magpie.gateway.v1.json.PostJson;
import magpie.gateway.v1.json.UserJson;
import magpie.gateway.view.Author;
import magpie.gateway.view.Authors;
import magpie.gateway.view.PostViews;
import org.jspecify.annotations.Nullable;

/** Exports one person's data as ZIP, page by page, so that memory use does not depend on how much they made. */
final class Export {
    private static final int PAGE = 200;
    private static final int BUFFER = 16_384;

    private final long userId;
    private final AccountExport account;
    private final Users users;
    private final Graph graph;
    private final Posts posts;
    private final Authors authors;

    Export(long userId, AccountExport account, Users users, Graph graph, Posts posts, Authors authors) {
        this.userId = userId;
        this.account = account;
        this.users = users;
        this.graph = graph;
        this.posts = posts;
        this.authors = authors;
    }

    /** Writes the whole archive. */
    void write(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, BUFFER), StandardCharsets.UTF_8);
        file(zip, "account.json", account());
        activities(zip, "posts.json", false);
        activities(zip, "reposts.json", true);
        likes(zip);
        people(zip, "following.json", graph::following);
        people(zip, "followers.json", graph::followers);
        people(zip, "blocks.json", graph::blocks);
        people(zip, "mutes.json", graph::mutes);
        zip.finish();
        zip.flush();
    }

    private JsonBytes account() {
        Account own = account.account();
        JsonBytes out = new JsonBytes(2_048).open();
        out.name("id").id(own.profile().id());
        out.name("username").text(own.profile().username());
        out.name("displayName").text(own.profile().displayName());
        out.name("bio").text(own.profile().bio());
        out.name("avatarUrl").text(own.profile().avatarUrl());
        out.name("headerUrl").text(own.profile().headerUrl());
        out.name("createdAt").time(Ids.millis(userId));
        UserJson.email(out, own);
        out.name("settings").open();
        out.name("language").text(own.settings().language()).close();
        out.name("sessions").openList();
        account.sessions().forEach(session -> session(out, session));
        return out.closeList().close();
    }

    private static void session(JsonBytes out, SignedIn session) {
        out.open().name("id").id(session.sessionId());
        out.name("device").text(session.device());
        out.name("createdAt").time(Ids.millis(session.sessionId()));
        out.name("lastUsedAt").time(session.lastUsedAt()).close();
    }

    private void activities(ZipOutputStream zip, String name, boolean reposts) throws IOException {
        Rows rows = new Rows(zip, name);
        long before = Limits.NEWEST;
        boolean more = true;
        while (more) {
            ActivityPage page = posts.byAuthor(new AuthorListing(userId, before, PAGE, true));
            Map<Long, PostFacts> facts = reposts ? Map.of() : facts(page);
            Map<Long, Author> known = authors.of(PostViews.people(facts.values()));
            for (int i = 0; i < page.activityIds().length; i++) {
                before = page.activityIds()[i];
                boolean repost = before != page.postIds()[i];
                PostFacts post = facts.get(page.postIds()[i]);
                if (reposts && repost) {
                    rows.add(repost(before, page.postIds()[i]));
                } else if (!repost && post != null) {
                    JsonBytes row = new JsonBytes().open();
                    row.raw(EncodedPosts.encode(post));
                    PostJson.named(row, post, known);
                    rows.add(row.close());
                }
            }
            more = page.more() && page.activityIds().length > 0;
        }
        rows.end();
    }

    private static JsonBytes repost(long activityId, long postId) {
        JsonBytes out = new JsonBytes(128).open();
        out.name("postId").id(postId);
        return out.name("at").time(Ids.millis(activityId)).close();
    }

    private Map<Long, PostFacts> facts(ActivityPage page) {
        List<Long> own = new ArrayList<>();
        for (int i = 0; i < page.postIds().length; i++) {
            if (page.postIds()[i] == page.activityIds()[i]) {
                own.add(page.postIds()[i]);
            }
        }
        Map<Long, PostFacts> facts = new HashMap<>();
        long[] ids = own.stream().mapToLong(Long::longValue).toArray();
        posts.batch(new PostRefs(ids)).posts().forEach(post -> facts.put(post.id(), post));
        return facts;
    }

    private void likes(ZipOutputStream zip) throws IOException {
        Rows rows = new Rows(zip, "likes.json");
        long before = Limits.NEWEST;
        while (before != 0) {
            PostPage page = posts.likedBy(new Listing(userId, before, PAGE));
            for (PostFacts post : page.posts()) {
                rows.add(new JsonBytes(64).open().name("postId").id(post.id()).close());
            }
            before = page.next();
        }
        rows.end();
    }

    private void people(ZipOutputStream zip, String name, Function<Listing, UserPage> list) throws IOException {
        Rows rows = new Rows(zip, name);
        long before = Limits.NEWEST;
        boolean more = true;
        while (more) {
            UserPage page = list.apply(new Listing(userId, before, PAGE));
            Map<Long, Profile> profiles = profiles(page.userIds());
            for (int i = 0; i < page.userIds().length; i++) {
                before = page.keys()[i];
                rows.add(person(page.userIds()[i], profiles.get(page.userIds()[i])));
            }
            more = page.more() && page.userIds().length > 0;
        }
        rows.end();
    }

    /** With the current name; for suspended or deleted accounts only the id. */
    private static JsonBytes person(long id, @Nullable Profile profile) {
        JsonBytes out = new JsonBytes(128).open().name("userId").id(id);
        out.name("username").text(profile == null ? null : profile.username());
        return out.name("displayName")
                .text(profile == null ? null : profile.displayName())
                .close();
    }

    private Map<Long, Profile> profiles(long... ids) {
        Map<Long, Profile> profiles = new HashMap<>();
        if (ids.length > 0) {
            users.profiles(new UserRefs(ids)).profiles().forEach(profile -> profiles.put(profile.id(), profile));
        }
        return profiles;
    }

    private static void file(ZipOutputStream zip, String name, JsonBytes content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.toBytes());
        zip.closeEntry();
    }

    /** A file of the archive that is one JSON list, written row by row. */
    private static final class Rows {
        private final ZipOutputStream zip;
        private boolean first = true;

        Rows(ZipOutputStream zip, String name) throws IOException {
            this.zip = zip;
            zip.putNextEntry(new ZipEntry(name));
            zip.write('[');
        }

        void add(JsonBytes row) throws IOException {
            zip.write(first ? '\n' : ',');
            if (!first) {
                zip.write('\n');
            }
            zip.write(row.toBytes());
            first = false;
        }

        void end() throws IOException {
            zip.write('\n');
            zip.write(']');
            zip.closeEntry();
        }
    }
}
