/** The text of a post with its links, mentions and tags. Text is only ever put into text nodes. */
import { Fragment } from 'preact';
import { Link } from '../ui/Link';
import type { Post } from '../api/client';
import { partsOf, shortened, type Part } from './text';

interface Props {
  readonly text: string;
  readonly mentions?: Post['mentions'];
  readonly tags?: Post['tags'];
}

export function PostText({ text, mentions = [], tags = [] }: Props) {
  const names = new Set(mentions.map((mention) => mention.username));
  const words = new Set(tags);
  return (
    <>
      {partsOf(text, names, words).map((part, index) => (
        <Fragment key={index}>{rendered(part)}</Fragment>
      ))}
    </>
  );
}

function rendered(part: Part) {
  switch (part.kind) {
    case 'link':
      return (
        <a href={part.href} rel="ugc nofollow noopener" target="_blank" title={part.text}>
          <bdi>{shortened(part.text)}</bdi>
        </a>
      );
    case 'mention':
    case 'tag':
      return (
        <Link href={part.href}>
          <bdi>{part.text}</bdi>
        </Link>
      );
    case 'text':
      return part.text;
  }
}
