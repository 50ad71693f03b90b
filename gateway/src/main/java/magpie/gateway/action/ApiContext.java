package magpie.gateway.action;

import io.micrometer.core.instrument.MeterRegistry;
import magpie.api.feed.Feeds;
import magpie.api.graph.Graph;
import magpie.api.post.Posts;
import magpie.api.user.Users;
import magpie.gateway.auth.Revocations;
import magpie.gateway.limit.RateLimits;
import magpie.gateway.view.Authors;
import magpie.kit.near.Unseen;

/** What all APIs of this gateway share: the services, caches and counters. */
public record ApiContext(
        Users users,
        Graph graph,
        Posts posts,
        Feeds feeds,
        Unseen unseen,
        Authors authors,
        Revocations revocations,
        RateLimits limits,
        Site site,
        MeterRegistry meters) {}
