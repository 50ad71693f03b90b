/** The service worker keeps what was seen for reading without a connection. vite.config.ts says what it does. */
const script = '/sw.js';
const pause = 4_000; // milliseconds

export function startServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // After the first screen: it fetches all files of the page, and what one waits for comes first.
  setTimeout(() => void register(), pause);
}

/** What was seen as one person must not be shown to the next. */
export async function forgetSeen(): Promise<void> {
  if ('caches' in window) await caches.delete('seen');
}

async function register(): Promise<void> {
  try {
    await navigator.serviceWorker.register(trusted(script));
  } catch (error) {
    console.warn('no reading without a connection:', error); // as in a private window
  }
}

/** The only address from which this page ever runs more script: the content security policy asks for a policy. */
function trusted(address: string): string {
  const types = (window as { trustedTypes?: { createPolicy(name: string, rules: object): ScriptUrls } }).trustedTypes;
  if (types === undefined) return address;
  const policy = types.createPolicy('magpie', {
    createScriptURL: (url: string) => {
      if (url !== script) throw new TypeError(`script: ${url} (expected: ${script})`);
      return url;
    },
  });
  return policy.createScriptURL(address);
}

interface ScriptUrls {
  createScriptURL(url: string): string;
}
