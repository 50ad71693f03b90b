import { Link } from './Link';
import './tabs.css';

interface Tab {
  readonly href: string;
  readonly label: string;
  readonly here: boolean;
}

/** Addresses beside one another, of which one is here. */
export function Tabs({ tabs }: { tabs: readonly Tab[] }) {
  return (
    <nav class="tabs">
      {tabs.map((tab) => (
        <Link key={tab.href} class="tab" href={tab.href} aria-current={tab.here ? 'page' : undefined}>
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
