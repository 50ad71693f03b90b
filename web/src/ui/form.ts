/** A form that sends something: what is wrong with which field, and whether it is under way. */
import { useState } from 'preact/hooks';
import { problemOf, type Problem } from '../api/problem';

export interface Form {
  readonly sending: boolean;
  readonly problem: Problem | null;
  /** Sends, and keeps what went wrong. @return whether it worked */
  send(action: () => Promise<unknown>): Promise<boolean>;
}

export function useForm(): Form {
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (action: () => Promise<unknown>) => {
    setSending(true);
    setProblem(null);
    try {
      await action();
      return true;
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    } finally {
      setSending(false);
    }
  };
  return { sending, problem, send };
}
