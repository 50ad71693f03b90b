import { useState } from 'preact/hooks';
import { told, type Problem } from '../api/problem';
import { m } from '../language/language';
import { signUp } from '../session/account';
import { useForm } from '../ui/form';
import { TextField } from '../ui/TextField';

/** Makes an account and signs in. */
export function SignUpForm() {
  const [username, setUsername] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const form = useForm();
  const wrong = tried ? mistakes(username, email, password) : {};
  const submit = (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(mistakes(username, email, password)).length > 0) return;
    void form.send(() => signUp(username.trim().replace(/^@/, ''), email.trim(), password));
  };
  return (
    <form class="form" noValidate onSubmit={submit}>
      <TextField
        label={m.welcome.username()}
        value={username}
        onValue={setUsername}
        autocomplete="username"
        hint={m.welcome.usernameHint()}
        problem={wrong.username ?? serverSays(form.problem, 'username')}
      />
      <TextField
        label={m.welcome.email()}
        value={email}
        onValue={setEmail}
        type="email"
        autocomplete="email"
        problem={wrong.email ?? serverSays(form.problem, 'email')}
      />
      <TextField
        label={m.welcome.password()}
        value={password}
        onValue={setPassword}
        type="password"
        autocomplete="new-password"
        hint={m.welcome.passwordHint()}
        problem={wrong.password ?? serverSays(form.problem, 'password')}
      />
      {form.problem !== null && !isOfField(form.problem) && (
        <p class="problem" role="alert">
          {told(form.problem)}
        </p>
      )}
      <button class="button wide" type="submit" disabled={form.sending}>
        {m.welcome.signUp()}
      </button>
    </form>
  );
}

interface Mistakes {
  username?: string;
  email?: string;
  password?: string;
}

/** What can be told without asking the server, which decides. */
function mistakes(username: string, email: string, password: string): Mistakes {
  const found: Mistakes = {};
  if (!/^@?[A-Za-z0-9_]{1,30}$/.test(username.trim())) found.username = m.errors.usernameForm();
  if (email.trim() === '') found.email = m.errors.empty();
  if (password.length < 8) found.password = m.errors.passwordShort();
  return found;
}

const fieldOf: Record<string, string> = { USERNAME_TAKEN: 'username', EMAIL_TAKEN: 'email' };

function serverSays(problem: Problem | null, field: string): string | undefined {
  if (problem === null) return undefined;
  return fieldOf[problem.code] === field ? told(problem) : problem.field(field);
}

function isOfField(problem: Problem): boolean {
  return problem.code in fieldOf || ['username', 'email', 'password'].some((field) => problem.field(field));
}
