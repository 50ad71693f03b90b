/** The frame of every screen: its title in the tab and, where it has a bar, at its top. */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { m } from '../language/language';
import { restore } from '../lists/places';
import { Icon } from '../ui/Icon';
import { goBack } from './navigation';

interface Props {
  readonly title: string;
  /** What the bar says, where that is not the title. */
  readonly bar?: string;
  /** A bar with the title; `back` has the button to where the person came from as well. */
  readonly heading?: boolean;
  readonly back?: boolean;
  readonly children: ComponentChildren;
}

export function Screen({ title, bar = title, heading = false, back = false, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Magpie`;
  }, [title]);
  useLayoutEffect(restore, []);
  return (
    <>
      {(heading || back) && (
        <header class="bar">
          {back && (
            <button class="icon-button" aria-label={m.nav.back()} onClick={goBack}>
              <Icon name="back" />
            </button>
          )}
          <h1>
            <bdi>{bar}</bdi>
          </h1>
        </header>
      )}
      {children}
    </>
  );
}
