package magpie.gateway.v1;

import java.util.Optional;
import magpie.api.Limits;
import magpie.api.user.AccountLimits;
import magpie.gateway.action.Site;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.web.html.Language;
import magpie.text.PostText;

/** What this server says of itself: what it is called, and what it allows. */
final class InstanceRoutes {
    private final byte[] json;

    InstanceRoutes(Site site) {
        this.json = json(site).toBytes();
    }

    Answer instance(Exchange exchange) {
        return Answer.document(Answer.JSON, json);
    }

    private static JsonBytes json(Site site) {
        JsonBytes out = new JsonBytes(1_024).open();
        out.name("name").text(site.name());
        out.name("description").text(site.description());
        out.name("version").text(version());
        out.name("languages").openList();
        Language.ALL.forEach(language -> out.text(language.tag()));
        out.closeList();
        limits(out.name("limits"));
        out.name("registrationOpen").flag(true);
        out.name("mediaBaseUrl").text(null);
        out.name("pushKey").text(null);
        return out.close();
    }

    private static void limits(JsonBytes out) {
        out.open();
        out.name("postCharacters").number(PostText.MAX_GRAPHEMES);
        out.name("postBytes").number(PostText.MAX_BYTES);
        out.name("urlCharacters").number(PostText.URL_GRAPHEMES);
        out.name("usernameCharacters").number(AccountLimits.USERNAME);
        out.name("displayNameCharacters").number(AccountLimits.DISPLAY_NAME);
        out.name("bioCharacters").number(AccountLimits.BIO);
        out.name("emailCharacters").number(AccountLimits.EMAIL);
        out.name("passwordMin").number(AccountLimits.PASSWORD_LEAST);
        out.name("passwordMax").number(AccountLimits.PASSWORD_MOST);
        out.name("pageItems").number(Limits.PAGE);
        out.close();
    }

    /** The version of this program, from its jar. */
    private static String version() {
        return Optional.ofNullable(InstanceRoutes.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
