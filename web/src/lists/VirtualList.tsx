/** A list of any length on the page's own scrollbar, of which only what is near the eye is rendered. */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { WindowVirtualizer, type WindowVirtualizerHandle } from 'virtua';
import { told } from '../api/problem';
import { m } from '../language/language';
import { Spinner } from '../ui/Spinner';
import { hasReturned, heightsOf, register, restore } from './places';
import type { List } from './pages';
import './lists.css';

interface Props<Item> {
  /** Tells this list from others on the same screen. */
  readonly name: string;
  readonly list: List<Item>;
  readonly keyOf: (item: Item) => string;
  readonly render: (item: Item, index: number) => ComponentChildren;
  readonly end?: string;
}

export function VirtualList<Item>({ name, list, keyOf, render, end }: Props<Item>) {
  const handle = useRef<WindowVirtualizerHandle>(null);
  const heights = useRef(heightsOf(name)); // of the first rendering: later ones are the list's own
  useLayoutEffect(() => register(name, () => handle.current?.cache), [name]);
  useLayoutEffect(() => {
    if (hasReturned()) restore(); // the list may come later than its screen
  }, []);
  return (
    <>
      <WindowVirtualizer
        ref={handle}
        data={list.items}
        bufferSize={400}
        {...(heights.current === undefined ? {} : { cache: heights.current })}
      >
        {(item: Item, index: number) => <div key={keyOf(item)}>{render(item, index)}</div>}
      </WindowVirtualizer>
      <Foot list={list} end={end} />
    </>
  );
}

/** What comes after the items; seen from afar, it asks for more of them. */
function Foot<Item>({ list, end }: { list: List<Item>; end: string | undefined }) {
  const foot = useRef<HTMLDivElement>(null);
  const wanting = !list.ended && !list.loadingMore && list.problem === null;
  useEffect(() => {
    if (!wanting || foot.current === null) return;
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some((one) => one.isIntersecting)) list.more();
      },
      { rootMargin: '1500px' },
    );
    observer.observe(foot.current);
    return () => observer.disconnect();
  }, [wanting, list.items.length]);
  return (
    <div ref={foot} class="list-foot">
      {list.problem !== null ? <Failed list={list} problem={told(list.problem)} /> : null}
      {list.loadingMore && <Spinner label={m.list.more()} />}
      {list.ended && end !== undefined && <p>{end}</p>}
    </div>
  );
}

function Failed<Item>({ list, problem }: { list: List<Item>; problem: string }) {
  return (
    <div role="alert">
      <p>{problem}</p>
      <button class="button quiet" onClick={list.again}>
        {m.list.retry()}
      </button>
    </div>
  );
}
