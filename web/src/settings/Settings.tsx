/** Everything a person can choose, by section. Each section is an address of its own. */
import { useState } from 'preact/hooks';
import { told, problemOf } from '../api/problem';
import { NotFound } from '../app/NotFound';
import { Screen } from '../app/Screen';
import { go } from '../app/navigation';
import { m } from '../language/language';
import { signOut } from '../session/account';
import { toast } from '../ui/toast';
import { Tabs } from '../ui/Tabs';
import { AccountSection } from './AccountSection';
import { AppearanceSection } from './AppearanceSection';
import { DataSection } from './DataSection';
import { PrivacySection } from './PrivacySection';
import { ProfileSection } from './ProfileSection';
import { SessionsSection } from './SessionsSection';
import './settings.css';

const sections = {
  '': { label: () => m.settings.profile(), Section: ProfileSection },
  account: { label: () => m.settings.account(), Section: AccountSection },
  sessions: { label: () => m.settings.sessions(), Section: SessionsSection },
  appearance: { label: () => m.settings.appearance(), Section: AppearanceSection },
  privacy: { label: () => m.settings.privacy(), Section: PrivacySection },
  data: { label: () => m.settings.data(), Section: DataSection },
} as const;

export function Settings({ section }: { section: string }) {
  if (!Object.hasOwn(sections, section)) return <NotFound />;
  const { Section } = sections[section as keyof typeof sections];
  return (
    <Screen title={m.settings.title()} heading>
      <Tabs
        tabs={Object.entries(sections).map(([name, { label }]) => ({
          href: name === '' ? '/settings' : `/settings/${name}`,
          label: label(),
          here: name === section,
        }))}
      />
      <div class="settings">
        <Section />
        <SignOut />
      </div>
    </Screen>
  );
}

function SignOut() {
  const [leaving, setLeaving] = useState(false);
  const leave = async () => {
    setLeaving(true);
    try {
      await signOut();
      go('/', true);
    } catch (error) {
      toast(told(problemOf(error)));
      setLeaving(false);
    }
  };
  return (
    <div class="settings-end">
      <button class="button quiet" disabled={leaving} onClick={() => void leave()}>
        {m.settings.signOut()}
      </button>
    </div>
  );
}
