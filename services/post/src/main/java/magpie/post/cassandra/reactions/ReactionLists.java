package magpie.post.cassandra.reactions;

import java.util.ArrayList;
import java.util.List;
import magpie.api.Listing;
import magpie.api.UserPage;
import magpie.api.post.TagListing;
import magpie.post.cassandra.lists.Entry;
import magpie.post.cassandra.lists.ListKind;
import magpie.post.cassandra.lists.ListRef;
import magpie.post.cassandra.lists.Lists;
import magpie.post.cassandra.near.PostSummaryCache;
import magpie.post.cassandra.near.PostSummaryCache.Summary;
import magpie.post.store.PostStore.PostKeys;

/** Pages of the lists, keyed by their entries' ids. */
public final class ReactionLists {
    private final Lists lists;
    private final PostSummaryCache summaries;

    public ReactionLists(Lists lists, PostSummaryCache summaries) {
        this.lists = lists;
        this.summaries = summaries;
    }

    /** Returns who liked or reposted a post; nobody if it is deleted. */
    public UserPage users(ListKind kind, Listing listing) {
        List<Entry> found = summaries.read(listing.subjectId()).exists()
                ? lists.below(ListRef.of(kind, listing.subjectId()), listing.before(), listing.limit() + 1)
                : List.of();
        List<Entry> page = cut(found, listing.limit());
        return new UserPage(items(page), ids(page), found.size() > listing.limit());
    }

    public PostKeys replies(Listing listing) {
        return posts(
                lists.above(ListRef.of(ListKind.REPLIES, listing.subjectId()), listing.before(), listing.limit() + 1),
                listing.limit());
    }

    public PostKeys byTag(TagListing listing) {
        return posts(
                lists.below(new ListRef(ListKind.TAGGED, listing.tag()), listing.before(), listing.limit() + 1),
                listing.limit());
    }

    /** Likes of deleted posts may still be in the list; they are filtered out. */
    public PostKeys likedBy(Listing listing) {
        List<Entry> page = new ArrayList<>();
        long below = listing.before();
        while (page.size() <= listing.limit()) {
            int wanted = listing.limit() + 1;
            List<Entry> read = lists.below(ListRef.of(ListKind.LIKED, listing.subjectId()), below, wanted);
            Summary[] found = summaries.recent(items(read));
            for (int i = 0; i < found.length; i++) {
                if (found[i].exists()) {
                    page.add(read.get(i));
                }
            }
            if (read.size() < wanted) {
                break;
            }
            below = read.getLast().id();
        }
        return posts(page, listing.limit());
    }

    private static PostKeys posts(List<Entry> found, int limit) {
        List<Entry> page = cut(found, limit);
        return new PostKeys(items(page), ids(page), found.size() > limit);
    }

    private static List<Entry> cut(List<Entry> found, int limit) {
        return found.subList(0, Math.min(limit, found.size()));
    }

    private static long[] items(List<Entry> page) {
        return page.stream().mapToLong(Entry::item).toArray();
    }

    private static long[] ids(List<Entry> page) {
        return page.stream().mapToLong(Entry::id).toArray();
    }
}
