import { useState } from 'preact/hooks';
import { api, ask } from '../api/client';
import { told, type Problem } from '../api/problem';
import { go } from '../app/navigation';
import { m } from '../language/language';
import { leave } from '../session/account';
import { Dialog } from '../ui/Dialog';
import { useForm } from '../ui/form';
import { TextField } from '../ui/TextField';
import { toast } from '../ui/toast';

/** Taking one's data along, and leaving. */
export function DataSection() {
  const [deleting, setDeleting] = useState(false);
  return (
    <div class="form">
      <h2>{m.settings.export()}</h2>
      <p>{m.settings.exportText()}</p>
      <p>
        <a class="button quiet" href="/v1/me/export" download>
          {m.settings.export()}
        </a>
      </p>
      <h2>{m.settings.deleteAccount()}</h2>
      <p>{m.settings.deleteText()}</p>
      <p>
        <button class="button danger" onClick={() => setDeleting(true)}>
          {m.settings.deleteAccount()}
        </button>
      </p>
      {deleting && <Deletion onClose={() => setDeleting(false)} />}
    </div>
  );
}

function Deletion({ onClose }: { onClose: () => void }) {
  const [password, setPassword] = useState('');
  const form = useForm();
  const submit = async (event: Event) => {
    event.preventDefault();
    const deleted = await form.send(async () => {
      await ask(api.POST('/v1/me/deletion', { body: { password } }));
      await leave();
    });
    if (!deleted) return;
    toast(m.settings.deleted());
    go('/', true);
  };
  return (
    <Dialog title={m.settings.deleteAccount()} onClose={onClose}>
      <form class="form" noValidate onSubmit={(event) => void submit(event)}>
        <p>{m.settings.deleteText()}</p>
        <TextField
          label={m.welcome.password()}
          value={password}
          onValue={setPassword}
          type="password"
          autocomplete="current-password"
          problem={wrong(form.problem)}
        />
        <div class="dialog-actions">
          <button class="button quiet" type="button" onClick={onClose}>
            {m.dialog.cancel()}
          </button>
          <button class="button danger" type="submit" disabled={form.sending || password === ''}>
            {m.settings.deleteConfirm()}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function wrong(problem: Problem | null): string | undefined {
  if (problem === null) return undefined;
  return problem.code === 'FORBIDDEN' ? m.errors.forbidden() : told(problem);
}
