/** The addresses of the page: which screen each shows. */
import { useEffect } from 'preact/hooks';
import { useLocation } from 'wouter';
import { About } from '../about/About';
import { Home } from '../home/Home';
import { Notifications } from '../notifications/Notifications';
import { PostPeople, ProfilePeople } from '../people/People';
import { Profile } from '../profile/Profile';
import { Search } from '../search/Search';
import { useSession } from '../session/session';
import { Settings } from '../settings/Settings';
import { Tag } from '../tag/Tag';
import { Thread } from '../thread/Thread';
import { Welcome } from '../welcome/Welcome';
import { NotFound } from './NotFound';
import { entryKey, go } from './navigation';

export function Screens() {
  const [path] = useLocation();
  const session = useSession();
  // Each entry of the history is a screen of its own, with its own place.
  return <div key={`${path} ${entryKey()}`}>{screenOf(path, session !== null)}</div>;
}

function screenOf(path: string, signedIn: boolean) {
  const parts = path.split('/').slice(1).map(decoded);
  const [first = '', second = '', third = ''] = parts;
  if (first.startsWith('@')) return screenOfPerson(first.slice(1), second, third);
  switch (first) {
    case '':
      return signedIn ? <Home /> : <Welcome />;
    case 'welcome':
      return signedIn ? <Elsewhere to="/" /> : <Welcome />;
    case 'tags':
      return <Tag tag={second} />;
    case 'search':
      return <Search />;
    case 'notifications':
      return signedIn ? <Notifications /> : <Welcome />;
    case 'settings':
      return signedIn ? <Settings section={second} /> : <Welcome />;
    case 'about':
      return <About />;
    default:
      return <NotFound />;
  }
}

function screenOfPerson(name: string, second: string, third: string) {
  switch (second) {
    case '':
    case 'with-replies':
      return <Profile name={name} replies={second !== ''} />;
    case 'followers':
    case 'following':
    case 'mutuals':
      return <ProfilePeople name={name} list={second} />;
  }
  if (!/^[0-9]+$/.test(second)) return <NotFound />;
  if (third === 'likes' || third === 'reposts') return <PostPeople id={second} list={third} />;
  return third === '' ? <Thread id={second} /> : <NotFound />;
}

/** An address that another one took over. */
function Elsewhere({ to }: { to: string }) {
  useEffect(() => go(to, true), [to]);
  return null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // somebody mistyped it
  }
}
