package magpie.api.feed;

import magpie.api.post.PostFacts;

/**
 * One visible activity.
 *
 * @param activityId a post's own id, or the repost's
 * @param reposterId who reposted it; 0 for a post
 */
public record FeedEntry(long activityId, long reposterId, PostFacts post) {}
