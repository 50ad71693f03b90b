/**
 * What the page keeps on this machine. A browser may forbid that, or have no room: then it is kept for as long as the
 * page is open, and nobody is stopped from reading or writing.
 */
const memory = new Map<string, string>();

export function stored(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

/** Keeps a text, or forgets it where it is null. */
export function store(key: string, value: string | null): void {
  memory.delete(key);
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    if (value !== null) memory.set(key, value);
  }
}

export function storedKeys(): string[] {
  try {
    return [...Object.keys(localStorage), ...memory.keys()];
  } catch {
    return [...memory.keys()];
  }
}

/** A value that was stored as JSON; null where there is none, or something else wrote there. */
export function storedJson(key: string): unknown {
  return parsed(stored(key));
}

/** What this tab alone keeps, over a reload. */
export function storedInTab(key: string): unknown {
  try {
    return parsed(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

/** Keeps a value for this tab. Where there is no room, a reload begins at the top. */
export function storeInTab(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    forgetInTab(key);
  }
}

export function forgetInTab(key: string): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // there is nothing then
  }
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null') as unknown;
  } catch {
    return null;
  }
}
