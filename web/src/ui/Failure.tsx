import { told, type Problem } from '../api/problem';
import { m } from '../language/language';
import { Empty } from './Empty';

/** A screen, or a part of one, that could not be loaded. */
export function Failure({ problem, onAgain }: { problem: Problem; onAgain: () => void }) {
  return (
    <div role="alert">
      <Empty icon="info" title={m.errors.failedTitle()} text={told(problem)}>
        <button class="button" onClick={onAgain}>
          {m.errors.tryAgain()}
        </button>
      </Empty>
    </div>
  );
}
