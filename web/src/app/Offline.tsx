import { useSyncExternalStore } from 'preact/compat';
import { m } from '../language/language';

/** Says that there is no connection, while there is none. */
export function Offline() {
  const online = useSyncExternalStore(watch, () => navigator.onLine);
  return <div role="status">{!online && <p class="notice">{m.errors.offline()}</p>}</div>;
}

function watch(tick: () => void): () => void {
  addEventListener('online', tick);
  addEventListener('offline', tick);
  return () => {
    removeEventListener('online', tick);
    removeEventListener('offline', tick);
  };
}
