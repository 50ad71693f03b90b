package magpie.gateway;

import com.nimbusds.jose.jwk.OctetKeyPair;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import magpie.api.Code;
import magpie.api.Done;
import magpie.api.Empty;
import magpie.api.Listing;
import magpie.api.ServiceException;
import magpie.api.UserPage;
import magpie.api.UserRef;
import magpie.api.UserRefs;
import magpie.api.feed.FeedEntry;
import magpie.api.feed.FeedPage;
import magpie.api.feed.FeedQuery;
import magpie.api.feed.Feeds;
import magpie.api.feed.UserAction;
import magpie.api.graph.Blocks;
import magpie.api.graph.FollowCounts;
import magpie.api.graph.Graph;
import magpie.api.graph.Relationship;
import magpie.api.graph.RelationshipBatch;
import magpie.api.graph.RelationshipQuery;
import magpie.api.log.Batch;
import magpie.api.log.Ends;
import magpie.api.log.Read;
import magpie.api.log.Topics;
import magpie.api.post.PostFacts;
import magpie.api.post.Posts;
import magpie.api.post.Publication;
import magpie.api.post.Published;
import magpie.api.post.ReadYourWrites;
import magpie.api.user.Profile;
import magpie.api.user.Users;
import magpie.kit.expiry.Expiry;
import magpie.kit.log.EmbeddedLog;
import magpie.kit.log.EventLog;
import magpie.kit.roles.Edge;
import magpie.kit.roles.Peers;
import magpie.kit.roles.RoleContext;

/** Just enough of a network in memory to see what the gateway does with HTTP; tests/ uses the real one. */
final class TinyNetwork {
    final OctetKeyPair key = SignedTokens.newKey("first");
    final Map<Long, Profile> profiles = new ConcurrentHashMap<>();
    final Map<Long, PostFacts> posts = new ConcurrentSkipListMap<>();
    /** Who blocks whom, as "blocker>blocked". */
    final Set<String> blocks = ConcurrentHashMap.newKeySet();

    final List<UserAction> actions = new CopyOnWriteArrayList<>();
    final List<Long> reactions = new CopyOnWriteArrayList<>();
    final Set<Long> revoked = ConcurrentHashMap.newKeySet();
    final List<Publication> published = new CopyOnWriteArrayList<>();
    /** How often blocks were looked up. */
    final AtomicInteger blockLooks = new AtomicInteger();

    final Map<String, Published> idempotent = new ConcurrentHashMap<>();
    final List<Batch.Entry> events = new CopyOnWriteArrayList<>();
    final MeterRegistry meters = new SimpleMeterRegistry();
    volatile ServiceException marksFault;
    volatile RuntimeException defect;
    volatile Runnable pause = () -> {};
    volatile Runnable feedRead = () -> {};
    private long ids = 1_000_000_000_000L;

    RoleContext context(Edge edge) {
        Map<Class<?>, Object> contracts = Map.of(
                Users.class, Partial.of(Users.class, new TinyUsers(this)),
                Graph.class, Partial.of(Graph.class, new SomeGraph()),
                Posts.class, Partial.of(Posts.class, new TinyPosts(this)),
                Feeds.class, Partial.of(Feeds.class, new SomeFeeds()));
        Peers peers = new Peers() {
            @Override
            public <T> T of(Class<T> contract) {
                return contract.cast(contracts.get(contract));
            }

            @Override
            public Topics topics(String topic) {
                return Partial.of(Topics.class, new SomeTopics());
            }
        };
        EventLog log = new EmbeddedLog(peers::topics, meters);
        return new RoleContext(Path.of("unused"), peers, log, meters, edge, () -> true);
    }

    synchronized long nextId() {
        return ids += 4_096;
    }

    long join(String username) {
        long id = nextId();
        profiles.put(id, new Profile(id, username, username.toUpperCase(java.util.Locale.ROOT), "", null, null));
        return id;
    }

    long post(long authorId, String text) {
        return post(authorId, text, List.of());
    }

    /** A post with tags that mentions. */
    long post(long authorId, String text, List<String> tags, long... mentionedIds) {
        long id = nextId();
        posts.put(id, new PostFacts(id, authorId, 0, 0, text, tags, mentionedIds));
        return id;
    }

    /** A reply that mentions. */
    long reply(long authorId, long toId, long toAuthorId, long... mentionedIds) {
        long id = nextId();
        posts.put(id, new PostFacts(id, authorId, toId, toAuthorId, "yes", List.of(), mentionedIds));
        return id;
    }

    String token(long userId, long sessionId) {
        return SignedTokens.of(key, userId, sessionId, Instant.now().plusSeconds(900));
    }

    final class SomeGraph {
        public RelationshipBatch relationships(RelationshipQuery request) {
            Blocks blocked = blocking(request);
            List<Relationship> relationships = new ArrayList<>();
            for (int i = 0; i < request.targetIds().length; i++) {
                boolean blocking = blocked.hidden(i) && blocked.flags()[i] != Blocks.BLOCKED_BY;
                relationships.add(new Relationship(false, false, blocking, blocked.blockedBy(i), false));
            }
            return new RelationshipBatch(relationships);
        }

        public Blocks blocking(RelationshipQuery request) {
            blockLooks.incrementAndGet();
            byte[] flags = new byte[request.targetIds().length];
            for (int i = 0; i < flags.length; i++) {
                long target = request.targetIds()[i];
                int blocking = blocks.contains(request.viewerId() + ">" + target) ? Blocks.BLOCKING : 0;
                int blockedBy = blocks.contains(target + ">" + request.viewerId()) ? Blocks.BLOCKED_BY : 0;
                flags[i] = (byte) (blocking | blockedBy);
            }
            return new Blocks(flags);
        }

        public Relationship follow(magpie.api.graph.Pair request) {
            Expiry.current().check();
            return new Relationship(true, false, false, false, false);
        }

        public Relationship block(magpie.api.graph.Pair request) {
            return new Relationship(false, false, true, false, false);
        }

        public Relationship unblock(magpie.api.graph.Pair request) {
            return Relationship.NONE;
        }

        public FollowCounts counts(UserRefs request) {
            int size = request.userIds().length;
            return new FollowCounts(new long[size], new long[size]);
        }

        /** Everybody follows everybody, by descending id. */
        public UserPage followers(Listing request) {
            long[] all = new TreeMap<>(profiles)
                    .headMap(request.before(), false).descendingMap().keySet().stream()
                            .mapToLong(Long::longValue)
                            .toArray();
            long[] page = Arrays.copyOf(all, Math.min(all.length, request.limit()));
            return new UserPage(page, page, all.length > page.length);
        }
    }

    final class SomeFeeds {
        public FeedPage home(FeedQuery request) {
            feedRead.run();
            if (request.cursor() != null) {
                throw ServiceException.of(Code.MALFORMED, "No such cursor.");
            }
            List<FeedEntry> entries = new ArrayList<>();
            for (PostFacts post : new TreeMap<>(posts).descendingMap().values()) {
                entries.add(new FeedEntry(post.id(), 0, post));
            }
            return new FeedPage(
                    entries.subList(0, Math.min(entries.size(), request.limit())), null, false, ReadYourWrites.UNKNOWN);
        }

        public Done acted(UserAction request) {
            actions.add(request);
            return Done.DONE;
        }

        public Done reacted(UserRef request) {
            reactions.add(request.userId());
            return Done.DONE;
        }
    }

    final class SomeTopics {
        public Batch read(Read request) {
            Set<Batch.Entry> fresh = new HashSet<>();
            events.stream().filter(e -> e.offset() > request.after()).forEach(fresh::add);
            if (fresh.isEmpty()) {
                LockSupport.parkNanos(5_000_000);
            }
            return new Batch(fresh.stream()
                    .sorted(Comparator.comparingLong(Batch.Entry::offset))
                    .toList());
        }

        public Ends ends(Empty request) {
            return new Ends(Map.of("users", (long) events.size()));
        }
    }
}
