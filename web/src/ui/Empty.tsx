import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon';
import './empty.css';

interface Props {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly children?: ComponentChildren;
}

/** A place where nothing is yet, and what would change that. */
export function Empty({ icon, title, text, children }: Props) {
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name={icon} />
      </span>
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}
