/** What a stranger sees first. */
import { useState } from 'preact/hooks';
import { m } from '../language/language';
import { Screen } from '../app/Screen';
import { Logo } from '../ui/Logo';
import { SignInForm } from './SignInForm';
import { SignUpForm } from './SignUpForm';
import './welcome.css';

export function Welcome() {
  const [returning, setReturning] = useState(false);
  return (
    <Screen title={m.welcome.title()}>
      <div class="welcome">
        <div class="welcome-words">
          <Logo />
          <h1>{m.welcome.headline()}</h1>
          <p>{m.welcome.lead()}</p>
        </div>
        <div class="card">
          <h2>{returning ? m.welcome.signIn() : m.welcome.signUp()}</h2>
          {returning ? <SignInForm /> : <SignUpForm />}
          <p class="welcome-other">
            {returning ? m.welcome.newHere() : m.welcome.haveAccount()}{' '}
            <button class="text-button" onClick={() => setReturning(!returning)}>
              {returning ? m.welcome.signUp() : m.welcome.signIn()}
            </button>
          </p>
        </div>
      </div>
    </Screen>
  );
}
