package magpie.gateway.v1;

import magpie.api.UserRef;
import magpie.api.graph.Graph;
import magpie.api.post.Posts;
import magpie.api.user.AccountExport;
import magpie.api.user.Users;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import magpie.gateway.view.Authors;

/** The export of everything a person made. */
final class ExportRoutes {
    private final Users users;
    private final Graph graph;
    private final Posts posts;
    private final Authors authors;

    ExportRoutes(Users users, Graph graph, Posts posts, Authors authors) {
        this.users = users;
        this.graph = graph;
        this.posts = posts;
        this.authors = authors;
    }

    Answer export(Exchange exchange) {
        long userId = exchange.signedIn().userId();
        AccountExport account = users.export(new UserRef(userId));
        Export export = new Export(userId, account, users, graph, posts, authors);
        return Answer.download(
                "application/zip", "magpie-" + account.account().profile().username() + ".zip", export::write);
    }
}
