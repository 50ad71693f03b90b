import { useId, useState } from 'preact/hooks';
import { speak } from '../app/appearance';
import { chosenLanguage, languages, m, type Language } from '../language/language';
import { chosenTheme, chooseTheme, type Theme } from '../theme/theme';
import { changeMe } from './me';

/** The language and the theme of the page, on this device. */
export function AppearanceSection() {
  return (
    <div class="form">
      <LanguageChoice />
      <ThemeChoice />
    </div>
  );
}

function LanguageChoice() {
  const id = useId();
  const choose = (chosen: Language | '') => {
    void speak(chosen);
    // The account has it too, for mail and other devices; where that fails, this device still speaks it.
    changeMe({ settings: { language: chosen } }).catch(() => undefined);
  };
  return (
    <div class="field">
      <label for={id}>{m.settings.language()}</label>
      <div class="field-box">
        <select
          id={id}
          value={chosenLanguage()}
          onChange={(event) => choose(event.currentTarget.value as Language | '')}
        >
          <option value="">{m.settings.languageOfBrowser()}</option>
          {Object.entries(languages).map(([tag, name]) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}

function ThemeChoice() {
  const [theme, setTheme] = useState(chosenTheme);
  const choices: [Theme, string][] = [
    ['system', m.settings.themeSystem()],
    ['light', m.settings.themeLight()],
    ['dark', m.settings.themeDark()],
  ];
  const choose = (chosen: Theme) => {
    setTheme(chosen);
    chooseTheme(chosen);
  };
  return (
    <fieldset class="choices">
      <legend>{m.settings.theme()}</legend>
      {choices.map(([value, label]) => (
        <label key={value} class="choice">
          <input type="radio" name="theme" value={value} checked={theme === value} onChange={() => choose(value)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
