/** The posts that have a tag, newest first. */
import { api, ask } from '../api/client';
import { Screen } from '../app/Screen';
import { m } from '../language/language';
import { keepPostPage, keyOfItem, type PostItem } from '../lists/items';
import { useList, type Page } from '../lists/pages';
import { VirtualList } from '../lists/VirtualList';
import { PostCard } from '../posts/PostCard';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Skeletons } from '../ui/Skeletons';

export function Tag({ tag }: { tag: string }) {
  const list = useList(['tag', tag], (cursor) => fetchPosts(tag, cursor), keyOfItem);
  return (
    <Screen title={m.tag.title({ tag })} back>
      {list.loading && <Skeletons label={m.feed.loading()} />}
      {list.items.length === 0 && list.problem !== null && <Failure problem={list.problem} onAgain={list.again} />}
      {list.items.length === 0 && list.ended && (
        <Empty icon="search" title={m.tag.title({ tag })} text={m.tag.empty()} />
      )}
      {list.items.length > 0 && (
        <VirtualList
          name={`tag ${tag}`}
          list={list}
          keyOf={keyOfItem}
          render={(item) => <PostCard id={item.postId} />}
        />
      )}
    </Screen>
  );
}

async function fetchPosts(tag: string, cursor: string | null): Promise<Page<PostItem>> {
  const askedAt = performance.now();
  const query = cursor === null ? {} : { cursor };
  return keepPostPage(await ask(api.GET('/v1/tags/{tag}/posts', { params: { path: { tag }, query } })), askedAt);
}
