/**
 * Finds what can be clicked in a text. Which mentions and tags count was decided by the server, which says so with the
 * post; only where they stand is looked for here. Length is counted as docs/text.md says.
 */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link' | 'mention' | 'tag'; readonly text: string; readonly href: string };

const urlWeight = 23; // what the server counts for an address, whatever its length
const address =
  /(?<![\p{ASCII}&&[a-zA-Z0-9@#$]]|[＠＃])https?:\/\/[^\s\u3000-\u303f\uff00-\uff0f\uff1a-\uff1f"“”‘’<>…]+/gv;
const candidates = /[@＠]([a-zA-Z0-9_]{1,30})|[#＃]([\p{L}\p{M}\p{N}_·‧・･゠〜～〃゛゜~־׳״'’‘"”“֊་༌ʼ\u200c\u200d]+)/gu;

export function partsOf(text: string, names: ReadonlySet<string>, tags: ReadonlySet<string>): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const { at, url } of addresses(text)) {
    parts.push(...words(text.slice(end, at), names, tags));
    parts.push({ kind: 'link', text: url, href: url });
    end = at + url.length;
  }
  parts.push(...words(text.slice(end), names, tags));
  return parts;
}

/** The text's length as people count it, and as the server does. */
export function lengthOf(text: string): number {
  let length = 0;
  let end = 0;
  const clean = text.normalize('NFC').trim();
  for (const { at, url } of addresses(clean)) {
    length += graphemes(clean.slice(end, at)) + urlWeight;
    end = at + url.length;
  }
  return length + graphemes(clean.slice(end));
}

/** `https://www.example.org/a/long/path` as `example.org/a/long…`. */
export function shortened(url: string): string {
  // Without a user's name, which may look like another host.
  const bare = url.replace(/^https?:\/\/([^/?#]*@)?(www\.)?/, '').replace(/\/$/, '');
  const letters = Array.from(bare);
  return letters.length > 32 ? `${letters.slice(0, 31).join('')}…` : bare;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function graphemes(text: string): number {
  return [...segmenter.segment(text)].length;
}

function* addresses(text: string): Generator<{ at: number; url: string }> {
  for (const match of text.matchAll(address)) {
    const url = withoutEnd(match[0]);
    if (hasHost(url)) yield { at: match.index, url };
  }
}

/** Without the sentence's own signs at the end, and a bracket that the address did not open. */
function withoutEnd(url: string): string {
  let end = url.length;
  for (;;) {
    const last = url[end - 1] ?? '';
    const part = url.slice(0, end);
    const opened = last === ')' ? '(' : last === ']' ? '[' : last === '}' ? '{' : '';
    const unopened = opened !== '' && part.split(opened).length < part.split(last).length;
    if (!'.,:;!?\'"'.includes(last) && !unopened) return part;
    end--;
  }
}

function hasHost(url: string): boolean {
  try {
    const { hostname } = new URL(url);
    return hostname.startsWith('[') || /^[^.]+(\.[^.]+)+\.?$/.test(hostname);
  } catch {
    return false;
  }
}

function words(text: string, names: ReadonlySet<string>, tags: ReadonlySet<string>): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(candidates)) {
    const found = linked(match, names, tags);
    if (found === null) continue;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push(found);
    end = match.index + found.text.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

function linked(match: RegExpMatchArray, names: ReadonlySet<string>, tags: ReadonlySet<string>): Part | null {
  const name = match[1]?.toLowerCase();
  if (name !== undefined) return names.has(name) ? { kind: 'mention', text: match[0], href: `/@${name}` } : null;
  return tagAt(match[0], tags);
}

/** The longest beginning of a word that is one of the post's tags: signs may join words or end them. */
function tagAt(word: string, tags: ReadonlySet<string>): Part | null {
  for (let end = word.length; end > 1; end--) {
    const tag = folded(word.slice(1, end));
    if (tags.has(tag)) return { kind: 'tag', text: word.slice(0, end), href: `/tags/${encodeURIComponent(tag)}` };
  }
  return null;
}

/** Near enough to how the server compares tags: where it is not, the tag is text. */
function folded(tag: string): string {
  return tag.normalize('NFKC').toLowerCase().replaceAll('ß', 'ss').normalize('NFKC');
}
