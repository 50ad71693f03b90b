import { useState } from 'preact/hooks';
import { api, ask } from '../api/client';
import { told, type Problem } from '../api/problem';
import { m } from '../language/language';
import { Failure } from '../ui/Failure';
import { useForm } from '../ui/form';
import { Skeletons } from '../ui/Skeletons';
import { TextField } from '../ui/TextField';
import { toast } from '../ui/toast';
import { changeMe, useMe } from './me';
import type { Me } from '../session/session';

/** What signs a person in: the e-mail address and the password. */
export function AccountSection() {
  const me = useMe();
  if (me.error !== null) return <Failure problem={me.error} onAgain={() => void me.refetch()} />;
  if (me.data === undefined) return <Skeletons label={m.feed.loading()} count={2} />;
  return (
    <>
      <EmailForm me={me.data} />
      <PasswordForm />
    </>
  );
}

function EmailForm({ me }: { me: Me }) {
  const [email, setEmail] = useState(me.email);
  const [password, setPassword] = useState('');
  const form = useForm();
  const save = async (event: Event) => {
    event.preventDefault();
    if (!(await form.send(() => changeMe({ email: email.trim(), password })))) return;
    setPassword('');
    toast(m.settings.saved());
  };
  return (
    <form class="form" noValidate onSubmit={(event) => void save(event)}>
      <h2>{m.settings.email()}</h2>
      <TextField
        label={m.settings.email()}
        value={email}
        onValue={setEmail}
        type="email"
        autocomplete="email"
        hint={m.settings.emailHint()}
        problem={form.problem?.code === 'EMAIL_TAKEN' ? told(form.problem) : form.problem?.field('email')}
      />
      <TextField
        label={m.settings.currentPassword()}
        value={password}
        onValue={setPassword}
        type="password"
        autocomplete="current-password"
        problem={passwordProblem(form.problem)}
      />
      <Otherwise problem={form.problem} fields={['email', 'password']} />
      <button class="button" type="submit" disabled={form.sending || email.trim() === me.email || password === ''}>
        {form.sending ? m.settings.saving() : m.settings.changeEmail()}
      </button>
    </form>
  );
}

function PasswordForm() {
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const form = useForm();
  const save = async (event: Event) => {
    event.preventDefault();
    const body = { currentPassword, newPassword };
    if (!(await form.send(() => ask(api.PUT('/v1/me/password', { body }))))) return;
    setCurrent('');
    setNew('');
    toast(m.settings.passwordChanged());
  };
  return (
    <form class="form" noValidate onSubmit={(event) => void save(event)}>
      <h2>{m.settings.changePassword()}</h2>
      <TextField
        label={m.settings.currentPassword()}
        value={currentPassword}
        onValue={setCurrent}
        type="password"
        autocomplete="current-password"
        problem={passwordProblem(form.problem)}
      />
      <TextField
        label={m.settings.newPassword()}
        value={newPassword}
        onValue={setNew}
        type="password"
        autocomplete="new-password"
        hint={m.welcome.passwordHint()}
        problem={form.problem?.field('newPassword')}
      />
      <Otherwise problem={form.problem} fields={['newPassword', 'currentPassword']} />
      <button class="button" type="submit" disabled={form.sending || currentPassword === '' || newPassword === ''}>
        {form.sending ? m.settings.saving() : m.settings.changePassword()}
      </button>
    </form>
  );
}

function passwordProblem(problem: Problem | null): string | undefined {
  return problem?.code === 'FORBIDDEN' ? m.errors.forbidden() : problem?.field('password');
}

/** A problem that belongs to no field of the form. */
function Otherwise({ problem, fields }: { problem: Problem | null; fields: readonly string[] }) {
  if (problem === null || problem.code === 'FORBIDDEN' || problem.code === 'EMAIL_TAKEN') return null;
  if (fields.some((field) => problem.field(field) !== undefined)) return null;
  return (
    <p class="problem" role="alert">
      {told(problem)}
    </p>
  );
}
