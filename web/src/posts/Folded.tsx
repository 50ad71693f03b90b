/** Long posts are folded, so that one does not push all others away. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { m } from '../language/language';

interface Props {
  readonly text: string;
  readonly children: ComponentChildren;
}

const lineOfPhone = 38; // letters that fit a line of a phone
const most = 14; // lines

export function Folded({ text, children }: Props) {
  const [open, setOpen] = useState(false);
  if (linesOf(text) <= most) return <>{children}</>;
  return (
    <>
      <div class={open ? undefined : 'folded'}>{children}</div>
      <button class="text-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? m.post.showLess() : m.post.showMore()}
      </button>
    </>
  );
}

/** Estimated, not measured: measuring every post of a list would make the browser lay it out again and again. */
export function linesOf(text: string): number {
  return text.split('\n').reduce((lines, line) => lines + 1 + Math.floor(line.length / lineOfPhone), 0);
}
