package magpie.gateway;

import magpie.api.UserRef;
import magpie.api.graph.Graph;
import magpie.api.post.Posts;
import magpie.api.user.Accounts.AccountExport;
import magpie.api.user.Users;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;

/** The export of everything a person made. */
final class ExportRoutes {
    private final Users users;
    private final Graph graph;
    private final Posts posts;

    ExportRoutes(Users users, Graph graph, Posts posts) {
        this.users = users;
        this.graph = graph;
        this.posts = posts;
    }

    Answer export(Exchange exchange) {
        long userId = exchange.signedIn().userId();
        AccountExport account = users.export(new UserRef(userId));
        Export export = new Export(userId, account, users, graph, posts);
        return Answer.download(
                "application/zip", "magpie-" + account.account().profile().username() + ".zip", export::write);
    }
}
