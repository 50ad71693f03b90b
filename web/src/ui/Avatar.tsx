/** A person's picture, or their first letter on a colour of their own between blue and green. */
import './avatar.css';

interface Props {
  readonly of: { readonly id: string; readonly displayName: string; readonly avatarUrl: string | null };
  readonly size?: 'small' | 'normal' | 'large';
}

const shades = 6;

export function Avatar({ of, size = 'normal' }: Props) {
  const kind = `avatar ${size} shade-${shadeOf(of.id)}`;
  // A picture from another site would tell that site who reads here, so only this server's are shown.
  if (of.avatarUrl?.startsWith('/') && !of.avatarUrl.startsWith('//')) {
    return <img class={kind} src={of.avatarUrl} alt="" loading="lazy" decoding="async" />;
  }
  return (
    <span class={kind} aria-hidden="true">
      {firstLetter(of.displayName)}
    </span>
  );
}

function firstLetter(name: string): string {
  const first = new Intl.Segmenter().segment(name)[Symbol.iterator]().next().value?.segment ?? '';
  return first.toLocaleUpperCase();
}

function shadeOf(id: string): number {
  return Number(BigInt(id) % BigInt(shades));
}
