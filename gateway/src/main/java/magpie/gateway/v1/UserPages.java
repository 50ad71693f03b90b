package magpie.gateway.v1;

import magpie.api.Limits;
import magpie.api.UserPage;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.v1.json.Cursors;
import magpie.gateway.v1.json.PageJson;
import magpie.gateway.v1.json.UserJson;
import magpie.gateway.view.Pages;
import magpie.gateway.view.UserViews;

/** Answers with a page of a list of accounts, newest first, as the viewer may see them. */
record UserPages(UserViews views) {
    /** A list of accounts in a service. */
    interface Listed {
        UserPage page(long before, int limit);
    }

    /** A list that others may read, if the check lets them: without accounts that block the viewer or are blocked. */
    Answer open(Exchange exchange, char kind, Runnable check, Listed listed) {
        return answer(exchange, kind, check, listed, false);
    }

    /** A list of the viewer's own: blocked accounts are in it too. */
    Answer own(Exchange exchange, char kind, Listed listed) {
        return answer(exchange, kind, () -> {}, listed, true);
    }

    private Answer answer(Exchange exchange, char kind, Runnable check, Listed listed, boolean blocksToo) {
        int limit = exchange.query().limit();
        long before = Cursors.key(exchange.query(), kind, Limits.NEWEST);
        check.run();
        JsonBytes out = new JsonBytes(8_192);
        PageJson.write(
                out,
                Pages.fill(
                        limit,
                        before,
                        (from, most) -> UserViews.rows(listed.page(from, most)),
                        rows -> views.filter(exchange.viewerId(), rows, blocksToo)),
                kind,
                UserJson::write);
        return Answer.ok(out);
    }
}
