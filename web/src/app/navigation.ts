/**
 * Where a person is, and how to go elsewhere. Each entry of the browser's history has a key of its own, under which
 * `places` remembers what of it was read.
 */
import { navigate } from 'wouter/use-browser-location';
import { capture, enter } from '../lists/places';

interface EntryState {
  readonly key: string;
}

export function entryKey(): string {
  return (history.state as EntryState | null)?.key ?? '';
}

/** Goes to an address of this page, as a link does. */
export function go(to: string, replace = false): void {
  capture();
  const key = replace ? entryKey() : newKey();
  navigate(to, { replace, state: { key } });
  enter(key, false);
}

export function goBack(): void {
  if (history.length > 1) history.back();
  else go('/', true);
}

export function startNavigation(): void {
  history.scrollRestoration = 'manual'; // the browser does not know what a virtual list has yet to render
  if (entryKey() === '') history.replaceState({ key: newKey() } satisfies EntryState, '');
  enter(entryKey(), true);
  addEventListener('popstate', () => {
    capture(); // the screen is still the old one
    if (entryKey() === '') history.replaceState({ key: newKey() } satisfies EntryState, '');
    enter(entryKey(), true);
  });
}

function newKey(): string {
  return Math.random().toString(36).slice(2);
}
