/**
 * Where a person was in each screen, so that coming back, by the history or after a reload, shows the same lines at the
 * same height. A place is the scroll offset, and the heights that the screen's lists had measured.
 */
import type { CacheSnapshot } from 'virtua';
import { storedInTab, storeInTab } from '../offline/storage';

interface Place {
  offset: number;
  /** The post that had the keyboard's focus. */
  post: string | undefined;
  heights: Record<string, CacheSnapshot>;
}

const key = 'magpie.places';
const most = 50;
const places = new Map<string, Place>((storedInTab(key) as [string, Place][] | null) ?? []);
const lists = new Map<string, () => CacheSnapshot | undefined>();
let current = '';
let returned = false;
let moved = false; // away from the screen that the page began with

/** A list on the screen tells its heights when it is asked. @return what ends that */
export function register(list: string, heights: () => CacheSnapshot | undefined): () => void {
  lists.set(list, heights);
  return () => lists.delete(list);
}

/** Remembers the place of the screen that is about to go. */
export function capture(): void {
  if (current === '') return;
  const heights: Record<string, CacheSnapshot> = {};
  for (const [list, snapshot] of lists) {
    const heightsOfList = snapshot();
    if (heightsOfList !== undefined) heights[list] = heightsOfList;
  }
  places.delete(current); // the newest comes last
  const post = document.activeElement?.closest<HTMLElement>('article[data-post]')?.dataset.post;
  places.set(current, { offset: window.scrollY, post, heights });
  const oldest = places.keys().next().value;
  if (places.size > most && oldest !== undefined) places.delete(oldest);
}

/** @param back whether the person was here before */
export function enter(entry: string, back: boolean): void {
  moved ||= current !== '';
  current = entry;
  returned = back && places.has(entry);
  if (!returned) places.delete(entry);
}

/** What a list had measured when the person left this screen. */
export function heightsOf(list: string): CacheSnapshot | undefined {
  return returned ? places.get(current)?.heights[list] : undefined;
}

/** To be called when the screen has been rendered: to where the person was, or to the top. */
export function restore(): void {
  const place = returned ? places.get(current) : undefined;
  window.scrollTo(0, place?.offset ?? 0);
  requestAnimationFrame(() => focus(place?.post));
}

/** Whether the person was on this screen before, and comes back to a place of it. */
export function hasReturned(): boolean {
  return returned;
}

/** Readers of a screen go on at the post they left, or begin at the new screen's content. */
function focus(post: string | undefined): void {
  if (document.activeElement !== document.body && document.activeElement !== null) return; // somewhere better already
  const target = post === undefined ? null : document.querySelector<HTMLElement>(`article[data-post="${post}"]`);
  if (target !== null || moved) (target ?? document.getElementById('content'))?.focus({ preventScroll: true });
}

/** For a reload of this tab. */
export function storePlaces(): void {
  capture();
  storeInTab(key, [...places]);
}
