/** What the keys do, for those who read with both hands on the keyboard. */
import { useEffect } from 'preact/hooks';
import { m } from '../language/language';
import { session } from '../session/session';
import { Dialog } from '../ui/Dialog';
import { go } from './navigation';

interface Wishes {
  readonly onWrite: () => void;
  readonly onHelp: () => void;
}

const pause = 1_000; // milliseconds that g waits for its second key

export function useKeyboard(wishes: Wishes): void {
  useEffect(() => {
    let leading = -pause; // times begin with the page
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
      const led = event.timeStamp - leading < pause;
      leading = event.key === 'g' ? event.timeStamp : -pause;
      if (led ? goTo(event.key) : act(event.key, wishes)) event.preventDefault();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  });
}

function goTo(key: string): boolean {
  const now = session();
  const places: Record<string, string> = { h: '/', n: '/notifications', s: '/settings' };
  if (now !== null) places.p = `/@${now.username}`;
  const to = places[key];
  if (to !== undefined) go(to);
  return to !== undefined;
}

function act(key: string, wishes: Wishes): boolean {
  switch (key) {
    case 'j':
      return step(1);
    case 'k':
      return step(-1);
    case 'l':
      return press('like');
    case 't':
      return press('repost');
    case 'r':
      return press('reply');
    case 'n':
      wishes.onWrite();
      return true;
    case '/':
      go('/search');
      return true;
    case '?':
      wishes.onHelp();
      return true;
    default:
      return false;
  }
}

/** To the next post, or the one before; from nowhere, to the first that is seen. */
function step(by: 1 | -1): boolean {
  const posts = [...document.querySelectorAll<HTMLElement>('article[data-post]')];
  const now = posts.findIndex((post) => post.contains(document.activeElement));
  const first = posts.findIndex((post) => post.getBoundingClientRect().bottom > 80);
  const next = posts[now < 0 ? first : now + by];
  if (next === undefined) return false;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
  return true;
}

function press(action: string): boolean {
  const post = document.activeElement?.closest('article[data-post]');
  const button = post?.querySelector<HTMLButtonElement>(`[data-action=${action}]`);
  button?.click();
  return button !== undefined;
}

function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]') !== null) return true;
  return target instanceof Element && target.matches('input, textarea, select, [contenteditable]');
}

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const keys: [string, string][] = [
    ['j', m.keys.next()],
    ['k', m.keys.previous()],
    ['Enter', m.keys.open()],
    ['l', m.keys.like()],
    ['t', m.keys.repost()],
    ['r', m.keys.reply()],
    ['n', m.keys.write()],
    ['/', m.keys.search()],
    ['g h', m.keys.home()],
    ['g n', m.keys.notifications()],
    ['g p', m.keys.profile()],
    ['?', m.keys.help()],
  ];
  return (
    <Dialog title={m.keys.title()} onClose={onClose}>
      <dl class="keys">
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
