/** Short messages at the edge of the screen, which a screen reader reads out. */
import { useSyncExternalStore } from 'preact/compat';
import { useEffect } from 'preact/hooks';
import './toast.css';

interface Action {
  readonly label: string;
  readonly act: () => void;
}

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action: Action | undefined;
}

const shownFor = 6_000; // milliseconds
const most = 3;
let toasts: readonly Toast[] = [];
let nextId = 1;
const watchers = new Set<() => void>();

export function toast(text: string, action?: Action): void {
  set([...toasts.filter((other) => other.text !== text), { id: nextId++, text, action }].slice(-most));
}

export function Toasts() {
  const all = useSyncExternalStore(watch, () => toasts);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {all.map((one) => (
        <ToastLine key={one.id} {...one} />
      ))}
    </div>
  );
}

function ToastLine({ id, text, action }: Toast) {
  useEffect(() => {
    const timer = setTimeout(() => close(id), action === undefined ? shownFor : 2 * shownFor);
    return () => clearTimeout(timer);
  }, [id, action]);
  return (
    <div class="toast">
      <span>{text}</span>
      {action !== undefined && (
        <button
          class="toast-action"
          onClick={() => {
            close(id);
            action.act();
          }}
        >
          {action.label}
        </button>
      )}
    </div>
  );
}

function close(id: number): void {
  set(toasts.filter((one) => one.id !== id));
}

function set(next: readonly Toast[]): void {
  toasts = next;
  watchers.forEach((tick) => tick());
}

function watch(tick: () => void): () => void {
  watchers.add(tick);
  return () => watchers.delete(tick);
}
