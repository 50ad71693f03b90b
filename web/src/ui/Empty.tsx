import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon';
import './empty.css';

interface Props {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  /** Its title is that of the screen, which has no other. */
  readonly first?: boolean;
  readonly children?: ComponentChildren;
}

/** A place where nothing is yet, and what would change that. */
export function Empty({ icon, title, text, first = false, children }: Props) {
  const Title = first ? 'h1' : 'h2';
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name={icon} />
      </span>
      <Title>{title}</Title>
      <p>{text}</p>
      {children}
    </div>
  );
}
