/** The place of search. Until the server has it, names and tags can be gone to. */
import { useState } from 'preact/hooks';
import { go } from '../app/navigation';
import { Screen } from '../app/Screen';
import { m } from '../language/language';
import { Empty } from '../ui/Empty';
import { TextField } from '../ui/TextField';
import './search.css';

export function Search() {
  const [query, setQuery] = useState(() => new URLSearchParams(location.search).get('q') ?? '');
  const to = targetOf(query);
  return (
    <Screen title={m.search.title()} heading>
      <form
        class="search"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (to !== null) go(to);
        }}
      >
        <TextField label={m.search.field()} value={query} onValue={setQuery} autofocus hint={m.search.placeholder()} />
        <button class="button" type="submit" disabled={to === null}>
          {m.search.go()}
        </button>
      </form>
      <Empty icon="search" title={m.search.soonTitle()} text={m.search.soon()} />
    </Screen>
  );
}

/** The address that a name or a tag leads to. */
export function targetOf(query: string): string | null {
  const word = query.trim();
  const name = /^[@＠]([A-Za-z0-9_]{1,30})$/.exec(word)?.[1];
  if (name !== undefined) return `/@${name.toLowerCase()}`;
  const tag = /^[#＃](\S+)$/.exec(word)?.[1];
  return tag === undefined ? null : `/tags/${encodeURIComponent(tag)}`;
}
