/**
 * Where a person was in each screen, so that coming back, by the history or after a reload, shows the same lines at the
 * same height. A place is the scroll offset, and the heights that the screen's lists had measured.
 */
import type { CacheSnapshot } from 'virtua';

interface Place {
  offset: number;
  heights: Record<string, CacheSnapshot>;
}

const stored = 'magpie.places';
const most = 50;
const places = new Map<string, Place>(read());
const lists = new Map<string, () => CacheSnapshot | undefined>();
let current = '';
let returned = false;

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
  places.set(current, { offset: window.scrollY, heights });
  const oldest = places.keys().next().value;
  if (places.size > most && oldest !== undefined) places.delete(oldest);
}

/** @param back whether the person was here before */
export function enter(key: string, back: boolean): void {
  current = key;
  returned = back && places.has(key);
  if (!returned) places.delete(key);
}

/** What a list had measured when the person left this screen. */
export function heightsOf(list: string): CacheSnapshot | undefined {
  return returned ? places.get(current)?.heights[list] : undefined;
}

/** To be called when the screen has been rendered: to where the person was, or to the top. */
export function restore(): void {
  window.scrollTo(0, returned ? (places.get(current)?.offset ?? 0) : 0);
}

/** For a reload of this tab. */
export function storePlaces(): void {
  capture();
  sessionStorage.setItem(stored, JSON.stringify([...places]));
}

function read(): [string, Place][] {
  try {
    return JSON.parse(sessionStorage.getItem(stored) ?? '[]') as [string, Place][];
  } catch {
    return [];
  }
}
