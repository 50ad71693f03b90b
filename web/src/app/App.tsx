/** Everything on the screen, and which screen that is. */
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'wouter';
import { ComposeDialog } from '../compose/ComposeDialog';
import { queries } from '../lists/pages';
import { useSession } from '../session/session';
import { Toasts } from '../ui/toast';
import { Join } from '../welcome/Join';
import { SignInAgain } from '../welcome/SignInAgain';
import { Crash } from './Crash';
import { KeyboardHelp, useKeyboard } from './keyboard';
import { EmailChanged, Offline } from './Notices';
import { useAppearance } from './appearance';
import { Screens } from './Screens';
import { Shell } from './Shell';
import { go } from './navigation';

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Page />
      <Toasts />
    </QueryClientProvider>
  );
}

function Page() {
  const session = useSession();
  const [path] = useLocation();
  const [writing, setWriting] = useState(false);
  const [helping, setHelping] = useState(false);
  const language = useAppearance();
  useKeyboard({ onWrite: () => setWriting(session !== null), onHelp: () => setHelping(true) });
  useEffect(() => {
    if (path !== '/compose') return;
    go('/', true);
    setWriting(session !== null);
  }, [path]);
  return (
    // Another language, or another person, is another page.
    <Crash key={`${language} ${session?.userId ?? ''}`}>
      <Shell onWrite={() => setWriting(true)}>
        <Offline />
        <EmailChanged />
        <Join />
        <Screens />
      </Shell>
      {writing && <ComposeDialog onClose={() => setWriting(false)} />}
      {helping && <KeyboardHelp onClose={() => setHelping(false)} />}
      <SignInAgain />
    </Crash>
  );
}
