/** A line to type into, with its label, a hint, and what is wrong with it. */
import { useId, useState } from 'preact/hooks';
import { m } from '../language/language';
import { Icon } from './Icon';
import './field.css';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly type?: 'text' | 'email' | 'password';
  readonly autocomplete?: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  readonly autofocus?: boolean;
  /** Several lines. */
  readonly lines?: number;
}

export function TextField(props: Props) {
  const { label, value, onValue, type = 'text', autocomplete, hint, problem, autofocus = false, lines } = props;
  const id = useId();
  const [seen, setSeen] = useState(false);
  const common = {
    id,
    value,
    autocomplete: autocomplete ?? 'off',
    autoFocus: autofocus,
    'aria-invalid': problem !== undefined,
    'aria-describedby': problem !== undefined ? `${id}-problem` : hint !== undefined ? `${id}-hint` : undefined,
  };
  return (
    <div class={problem === undefined ? 'field' : 'field wrong'}>
      <label for={id}>{label}</label>
      <div class="field-box">
        {lines === undefined ? (
          <input
            {...common}
            {...({ type: seen ? 'text' : type } as object)} // the types of Preact know each kind of input apart
            autocapitalize="none"
            spellcheck={false}
            dir="auto"
            onInput={(event) => onValue(event.currentTarget.value)}
          />
        ) : (
          <textarea {...common} rows={lines} dir="auto" onInput={(event) => onValue(event.currentTarget.value)} />
        )}
        {type === 'password' && (
          <button
            type="button"
            class="icon-button"
            aria-pressed={seen}
            aria-label={seen ? m.welcome.hidePassword() : m.welcome.showPassword()}
            onClick={() => setSeen(!seen)}
          >
            <Icon name="eye" />
          </button>
        )}
      </div>
      {problem !== undefined ? (
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
      ) : (
        hint !== undefined && (
          <p id={`${id}-hint`} class="hint">
            {hint}
          </p>
        )
      )}
    </div>
  );
}
