/** The home feed: what those one follows have posted and reposted, newest first. */
import { useRef } from 'preact/hooks';
import { Composer } from '../compose/Composer';
import { m } from '../language/language';
import { Screen } from '../app/Screen';
import { keyOfItem } from '../lists/items';
import { VirtualList } from '../lists/VirtualList';
import { PostCard } from '../posts/PostCard';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Skeletons } from '../ui/Skeletons';
import { isFeedKept, useFeed, useNewPosts } from './feed';
import './home.css';

export function Home() {
  return (
    <Screen title={m.feed.title()} heading>
      <div class="home-composer">
        <Composer />
      </div>
      <Feed />
    </Screen>
  );
}

function Feed() {
  const kept = useRef(isFeedKept()); // as this screen was opened
  const feed = useFeed();
  if (feed.loading) return <Skeletons label={m.feed.loading()} />;
  if (feed.items.length === 0 && feed.problem !== null) return <Failure problem={feed.problem} onAgain={feed.again} />;
  return (
    <>
      <NewPosts kept={kept.current} />
      {feed.partial && (
        <p class="notice" role="status">
          {m.feed.partial()}
        </p>
      )}
      {feed.items.length === 0 && feed.ended ? (
        <Empty icon="home" title={m.feed.emptyTitle()} text={m.feed.empty()} />
      ) : (
        <section role="feed" aria-label={m.feed.title()} aria-busy={feed.loadingMore}>
          <VirtualList
            name="feed"
            list={feed}
            keyOf={keyOfItem}
            render={(item, index) => <PostCard id={item.postId} repostedBy={item.repostedBy} position={index + 1} />}
            end={m.feed.end()}
          />
        </section>
      )}
    </>
  );
}

/** Offers what is new, and never moves what one reads. */
function NewPosts({ kept }: { kept: boolean }) {
  const { count, show } = useNewPosts(kept);
  return (
    <div class="new-posts" aria-live="polite">
      {count > 0 && (
        <button
          class="new-posts-button"
          onClick={() => {
            show();
            window.scrollTo(0, 0);
          }}
        >
          {m.feed.newPosts({ count })}
        </button>
      )}
    </div>
  );
}
