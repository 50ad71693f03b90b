import { m } from '../language/language';

/** Characters of a post, as people count them. */
export const longest = 280;
const warning = 20; // characters left from which on the number shows

/** How much more fits: a ring that fills, then a number. Screen readers hear it when the field is reached. */
export function Remaining({ id, left }: { id: string; left: number }) {
  const said = left >= 0 ? m.compose.left({ count: left }) : m.compose.over({ count: -left });
  const used = Math.min(1, Math.max(0, (longest - left) / longest));
  const state = left < 0 ? 'over' : left <= warning ? 'near' : '';
  return (
    <span class={`remaining ${state}`}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <circle class="track" cx="12" cy="12" r="10" />
        <circle class="used" cx="12" cy="12" r="10" pathLength={100} stroke-dasharray={`${used * 100} 100`} />
      </svg>
      {left <= warning && <span aria-hidden="true">{left}</span>}
      <span id={id} class="hidden">
        {said}
      </span>
    </span>
  );
}
