/** The frame around every screen: navigation beside it, or below it on a phone. */
import type { ComponentChildren } from 'preact';
import { useLocation } from 'wouter';
import { m } from '../language/language';
import { useSession, type Session } from '../session/session';
import { Icon, type IconName } from '../ui/Icon';
import { Link } from '../ui/Link';
import { Logo } from '../ui/Logo';
import './shell.css';

interface Props {
  readonly onWrite: () => void;
  readonly children: ComponentChildren;
}

export function Shell({ onWrite, children }: Props) {
  const session = useSession();
  return (
    <div class="shell">
      <a class="skip" href="#content">
        {m.nav.skip()}
      </a>
      <header class="side">
        <Link class="brand" href="/" aria-label="Magpie">
          <Logo />
          <span>Magpie</span>
        </Link>
        <Navigation session={session} />
        {session !== null && (
          <button class="button write" onClick={onWrite} aria-label={m.nav.write()} title={m.nav.write()}>
            <Icon name="write" />
            <span>{m.nav.write()}</span>
          </button>
        )}
      </header>
      <main id="content" class="content" tabIndex={-1}>
        {children}
      </main>
      <aside class="beside">
        <Beside />
      </aside>
    </div>
  );
}

function Navigation({ session }: { session: Session | null }) {
  return (
    <nav class="nav" aria-label={m.nav.main()}>
      <Item to="/" icon="home" label={m.nav.home()} />
      <Item to="/search" icon="search" label={m.nav.search()} />
      {session === null ? (
        <Item to="/about" icon="info" label={m.nav.about()} />
      ) : (
        <>
          <Item to="/notifications" icon="bell" label={m.nav.notifications()} />
          <Item to={`/@${session.username}`} icon="person" label={m.nav.profile()} />
          <Item to="/settings" icon="gear" label={m.nav.settings()} />
        </>
      )}
    </nav>
  );
}

function Item({ to, icon, label }: { to: string; icon: IconName; label: string }) {
  const [path] = useLocation();
  const here = to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`);
  return (
    <Link class="nav-item" href={to} aria-current={here ? 'page' : undefined}>
      <Icon name={icon} filled={false} />
      <span>{label}</span>
    </Link>
  );
}

/** Room beside the list on wide screens, for what is talked about and whom to follow. */
function Beside() {
  return (
    <>
      <section class="beside-card">
        <h2>{m.beside.title()}</h2>
        <p>{m.beside.soon()}</p>
      </section>
      <footer class="foot">
        <Link href="/about">{m.about.title()}</Link>
        <a href="/openapi.yaml">{m.about.api()}</a>
      </footer>
    </>
  );
}
