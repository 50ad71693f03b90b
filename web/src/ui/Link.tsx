/** A link to another screen of the page; with a modifier key, or the middle button, a link like any other. */
import type { AnchorHTMLAttributes } from 'preact';
import { go } from '../app/navigation';

type Props = AnchorHTMLAttributes & { readonly href: string };

export function Link({ href, onClick, ...rest }: Props) {
  return (
    // eslint-disable-next-line jsx-a11y/anchor-has-content -- whoever uses it gives the content
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || event.button !== 0) return;
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        go(href);
      }}
    />
  );
}
