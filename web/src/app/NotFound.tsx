import { m } from '../language/language';
import { Empty } from '../ui/Empty';
import { Link } from '../ui/Link';
import { Screen } from './Screen';

interface Props {
  readonly title?: string;
  readonly text?: string;
}

/** An address where nothing is, or nothing that this person may see. */
export function NotFound({ title = m.errors.notFoundTitle(), text = m.errors.notFound() }: Props) {
  return (
    <Screen title={title}>
      <Empty icon="search" title={title} text={text} first>
        <Link class="button" href="/">
          {m.errors.goHome()}
        </Link>
      </Empty>
    </Screen>
  );
}
