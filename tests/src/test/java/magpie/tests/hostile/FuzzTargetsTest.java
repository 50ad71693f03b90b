package magpie.tests.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import magpie.client.Person;
import magpie.tests.ApiDocument.Operation;
import org.junit.jupiter.api.Test;

/** Everything that can be wrong with a method, a path or a query, on every route. */
class FuzzTargetsTest extends Fuzz {
    @Test
    void whatIsNoIdIsRefused() throws SQLException {
        for (Operation operation : document.operations()) {
            if (operation.template().contains("{id}")) {
                for (String id : Mischief.NO_IDS) {
                    Shot shot = shot(operation).target(operation.template().replace("{id}", id));
                    if (id.matches("[-+0-9a-z.]*")) {
                        barrage.named(shot, "id");
                    } else if (id.startsWith("1;") && operation.method().equals("DELETE")) {
                        barrage.fire(shot); // the id 1, which is nobody's: what was never done can be taken back
                    } else {
                        barrage.refused(shot, 400, 404);
                    }
                }
            }
        }
        for (String id : Mischief.NO_IDS) {
            if (!id.contains("%") && !id.contains("\u00e9")) {
                Map<String, String> reply = Map.of("text", "to whom?", "replyToId", id);
                barrage.named(shot(operation("publish")).json(reply), "replyToId");
            }
        }
        assertThat(barrage.shots()).isGreaterThan(800);
    }

    @Test
    void namesAndTagsMayBeAnything() throws SQLException {
        for (String name : Mischief.NO_IDS) {
            barrage.fire(shot(operation("userByName")).target("/v1/users/by-username/" + name));
            barrage.fire(shot(operation("listTagPosts")).target("/v1/tags/" + name + "/posts"));
            barrage.fire(shot(operation("me")).target("/v1/" + name).elsewhere());
            barrage.fire(shot(operation("root")).target("/" + name).elsewhere());
        }
        String ligatures = "%EF%B7%BA".repeat(800); // Each becomes 18 letters.
        barrage.fire(shot(operation("listTagPosts")).target("/v1/tags/" + ligatures + "/posts"));
        assertThat(barrage.shots()).isGreaterThan(150);
    }

    @Test
    void aWrongLimitOrCursorIsNamed() throws SQLException {
        int lists = 0;
        for (Operation operation : document.operations()) {
            String path = path(operation);
            if (asks(operation, "limit")) {
                lists++;
                for (String limit : Mischief.NO_LIMITS) {
                    barrage.named(shot(operation).target(path + "?limit=" + limit), "limit");
                }
            }
            if (asks(operation, "cursor")) {
                for (String cursor : Mischief.NO_CURSORS) {
                    barrage.named(shot(operation).target(path + "?cursor=" + cursor), "cursor");
                }
                cursorsOfOthers(operation, path);
            }
        }
        assertThat(lists).isGreaterThan(11);
    }

    private void cursorsOfOthers(Operation operation, String path) throws SQLException {
        String followersCursor =
                ann.get("/v1/users/" + ann.id() + "/followers?limit=1").text("/nextCursor");
        boolean own = id(operation).equals("listFollowers");
        for (String cursor : List.of(
                followersCursor.substring(1),
                followersCursor.substring(0, followersCursor.length() - 1),
                followersCursor + "A",
                followersCursor.toLowerCase(java.util.Locale.ROOT),
                new StringBuilder(followersCursor).reverse().toString())) {
            barrage.named(shot(operation).target(path + "?cursor=" + cursor), "cursor");
        }
        if (own) {
            assertThat(barrage.fire(shot(operation).target(path + "?cursor=" + followersCursor))
                            .status())
                    .isEqualTo(200);
        } else {
            barrage.named(shot(operation).target(path + "?cursor=" + followersCursor), "cursor");
        }
    }

    @Test
    void aWrongFlagIsNamedBeforeAnythingIsDone() throws SQLException {
        for (String flag : List.of("", "1", "yes", "TRUE", "maybe", "%00", "true%20")) {
            Shot posts = shot(operation("listUserPosts"));
            barrage.named(posts.target("/v1/users/" + ann.id() + "/posts?replies=" + flag), "replies");
            for (String id : List.of("register", "signIn", "refresh")) {
                Shot shot = shot(operation(id));
                Shot good = shot.json(id.equals("signIn") ? credentials() : goodBody(operation(id)));
                barrage.named(good.target(shot.target() + "?cookie=" + flag), "cookie");
            }
        }
        assertThat(barrage.shots()).isGreaterThan(20);
    }

    private Map<String, String> credentials() {
        return Map.of("login", ann.username(), "password", Person.PASSWORD);
    }

    @Test
    void aBrokenQueryHarmsNothing() throws SQLException {
        for (Operation operation : document.operations()) {
            if (!operation.method().equals("GET")) {
                continue;
            }
            for (String query : List.of(
                    "?",
                    "?&&&&",
                    "?=",
                    "?=1",
                    "?limit",
                    "?limit=1&limit=2",
                    "?limit[]=1",
                    "?%00=1",
                    "?%FF=%FF",
                    "?x=%C0%80",
                    "?%zz=1",
                    "?x=%",
                    "?x=%1",
                    "?x=" + "y".repeat(5_000),
                    "?x=" + "y".repeat(60_000),
                    "?" + "a&".repeat(3_000),
                    "?a=1#b",
                    "?a=\u00e9",
                    "?a=b?c=d",
                    "?a=<script>")) {
                barrage.fire(shot(operation).target(path(operation) + query));
            }
        }
        assertThat(barrage.shots()).isGreaterThan(400);
    }

    @Test
    void anotherMethodIsRefused() throws SQLException {
        Map<String, List<String>> methods = new TreeMap<>();
        document.operations()
                .forEach(operation -> methods.computeIfAbsent(operation.template(), t -> new ArrayList<>())
                        .add(operation.method()));
        for (Operation operation : document.operations()) {
            for (String method : List.of(
                    "GET",
                    "POST",
                    "PUT",
                    "PATCH",
                    "DELETE",
                    "TRACE",
                    "OPTIONS",
                    "FOO",
                    "get",
                    "PROPFIND",
                    "M-SEARCH",
                    "X".repeat(3_000))) {
                if (!methods.get(operation.template()).contains(method)) {
                    barrage.refused(shot(operation).method(method), 400, 405, 414, 431);
                }
            }
        }
        assertThat(barrage.shots()).isGreaterThan(400);
    }
}
