package magpie.gateway.v1.json;

import magpie.api.Ids;
import magpie.api.graph.Relationship;
import magpie.api.user.Account;
import magpie.api.user.Profile;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.view.UserViews.UserView;

/** The public shapes of accounts. */
public final class UserJson {
    private UserJson() {}

    /** Writes the User shape. */
    public static void write(JsonBytes out, UserView view) {
        out.open();
        members(out, view);
        out.close();
    }

    /** Writes the Me shape. */
    public static void writeMe(JsonBytes out, UserView own, Account account) {
        out.open();
        members(out, own);
        email(out, account);
        out.name("settings").open();
        out.name("language").text(account.settings().language()).close();
        out.close();
    }

    /** Writes the address, and when it last changed. */
    public static void email(JsonBytes out, Account account) {
        out.name("email").text(account.email());
        out.name("emailChangedAt");
        if (account.emailChangedAt() == 0) {
            out.text(null);
        } else {
            out.time(account.emailChangedAt());
        }
    }

    /** Writes a viewer's relationship to an account, without revealing that it blocks the viewer. */
    public static void write(JsonBytes out, Relationship relationship) {
        out.open();
        out.name("following").flag(relationship.following());
        out.name("followedBy").flag(relationship.followedBy());
        out.name("blocking").flag(relationship.blocking());
        out.name("muting").flag(relationship.muting());
        out.close();
    }

    private static void members(JsonBytes out, UserView view) {
        Profile profile = view.profile();
        out.name("id").id(profile.id());
        out.name("username").text(profile.username());
        out.name("displayName").text(profile.displayName());
        out.name("bio").text(profile.bio());
        out.name("avatarUrl").text(profile.avatarUrl());
        out.name("headerUrl").text(profile.headerUrl());
        out.name("createdAt").time(Ids.millis(profile.id()));
        out.name("counts").open();
        out.name("followers").number(view.followers());
        out.name("following").number(view.following());
        out.name("posts").number(view.posts()).close();
        if (view.relationship() != null) {
            write(out.name("viewer"), view.relationship());
        }
    }
}
