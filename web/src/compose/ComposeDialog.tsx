/** The composer over any screen: by the button, the key n, or the address /compose. */
import { m } from '../language/language';
import { Dialog } from '../ui/Dialog';
import { Composer } from './Composer';

export function ComposeDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={m.compose.title()} onClose={onClose} light={false}>
      <Composer focused onDone={onClose} />
    </Dialog>
  );
}
