import { useState } from 'preact/hooks';
import { told, type Problem } from '../api/problem';
import { m } from '../language/language';
import { signIn } from '../session/account';
import { useForm } from '../ui/form';
import { TextField } from '../ui/TextField';

interface Props {
  /** The name of the person who was signed in before. */
  readonly login?: string;
  readonly onDone?: () => void;
}

export function SignInForm({ login: before = '', onDone }: Props) {
  const [login, setLogin] = useState(before);
  const [password, setPassword] = useState('');
  const form = useForm();
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await form.send(() => signIn(login.trim(), password))) onDone?.();
  };
  return (
    <form class="form" noValidate onSubmit={(event) => void submit(event)}>
      <TextField label={m.welcome.login()} value={login} onValue={setLogin} autocomplete="username" />
      <TextField
        label={m.welcome.password()}
        value={password}
        onValue={setPassword}
        type="password"
        autocomplete="current-password"
      />
      {form.problem !== null && (
        <p class="problem" role="alert">
          {reason(form.problem)}
        </p>
      )}
      <button class="button wide" type="submit" disabled={form.sending || login.trim() === '' || password === ''}>
        {m.welcome.signIn()}
      </button>
    </form>
  );
}

function reason(problem: Problem): string {
  return problem.code === 'UNAUTHENTICATED' ? m.errors.wrongPassword() : told(problem);
}
