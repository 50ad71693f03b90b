/** Times as people read them. They count by the server's clock, for a person's own may be wrong. */
import { useEffect, useState } from 'preact/hooks';
import { language, m } from './language';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let newest = 0; // the server's newest time
let ahead = 0; // how far this clock is ahead of the server's, in milliseconds

/** Learns from the `Date` of an answer. Its resolution of a second and the way here are no matter to a reader. */
export function learnServerTime(date: string | null): void {
  const time = date === null || !navigator.onLine ? NaN : Date.parse(date);
  if (Number.isNaN(time) || time < newest) return; // an answer that was kept
  newest = time;
  ahead = Date.now() - time;
}

export function serverNow(): number {
  return Date.now() - ahead;
}

/** `now`, `5 min`, `3 hr`, then the day. */
export function briefly(time: string, now: number = serverNow()): string {
  const then = Date.parse(time);
  const age = now - then;
  if (age < minute) return m.time.now();
  if (age < hour) return unit(Math.floor(age / minute), 'minute');
  if (age < day) return unit(Math.floor(age / hour), 'hour');
  return dayOf(then, now);
}

export function wholly(time: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(Date.parse(time));
}

export function monthOf(time: string): string {
  return new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric' }).format(Date.parse(time));
}

function unit(count: number, name: 'minute' | 'hour'): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'narrow' }).format(count);
}

function dayOf(then: number, now: number): string {
  const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear();
  const format: Intl.DateTimeFormatOptions = sameYear
    ? { month: 'short', day: 'numeric' }
    : { year: 'numeric', month: 'short', day: 'numeric' };
  return new Intl.DateTimeFormat(language, format).format(then);
}

const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Renders again every half minute, all times of the page together, and not while nobody sees it. */
export function useMinutes(): void {
  const [, again] = useState(0);
  useEffect(() => {
    const tick = () => again((count) => count + 1);
    watchers.add(tick);
    timer ??= setInterval(tickAll, minute / 2);
    return () => {
      watchers.delete(tick);
      if (watchers.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  }, []);
}

function tickAll(): void {
  if (document.visibilityState === 'visible') watchers.forEach((tick) => tick());
}
