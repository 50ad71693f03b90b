/** What can go wrong, as one kind of error, and how it is told to a person in their language. */
import { m } from '../language/language';
import type { components } from '../generated/api';

type Described = components['schemas']['Problem'];

/** `NETWORK`: no answer came; `TIMEOUT`: none in time. Whether the server did what it was asked is unknown then. */
export type Code = Described['code'] | 'NETWORK' | 'TIMEOUT';

/** The server says what a field must be in English; these are the same rules. */
const rules: Partial<Record<string, () => string>> = {
  username: () => m.errors.usernameForm(),
  email: () => m.errors.emailForm(),
  password: () => m.errors.passwordWeak(),
  newPassword: () => m.errors.passwordWeak(),
  displayName: () => m.errors.displayNameForm(),
  bio: () => m.errors.bioForm(),
  text: () => m.errors.textForm(),
};

export class Problem extends Error {
  constructor(
    readonly code: Code,
    readonly detail: string,
    readonly fields: readonly { field: string; message: string }[] = [],
    readonly retryAfter = 0,
  ) {
    super(`${code}: ${detail}`);
  }

  /** Whether the same request may succeed if it is sent again later. */
  get passing(): boolean {
    return ['NETWORK', 'TIMEOUT', 'UNAVAILABLE', 'OVERLOADED', 'RATE_LIMITED', 'INTERNAL'].includes(this.code);
  }

  /** What is wrong with a field, in the person's language where the page knows the field. */
  field(name: string): string | undefined {
    const wrong = this.fields.find((one) => one.field === name);
    return wrong === undefined ? undefined : (rules[name]?.() ?? wrong.message);
  }
}

export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof DOMException && error.name === 'TimeoutError') return new Problem('TIMEOUT', '');
  if (error instanceof SyntaxError) return new Problem('UNAVAILABLE', ''); // not our server's answer, as of a hotel's login page
  if (error instanceof TypeError) return new Problem('NETWORK', ''); // what fetch throws
  throw error; // a mistake of ours is not the network's
}

/** The problem in the person's language, and what they can do. */
export function told(problem: Problem): string {
  switch (problem.code) {
    case 'NETWORK':
      return m.errors.network();
    case 'TIMEOUT':
      return m.errors.timeout();
    case 'UNAVAILABLE':
    case 'OVERLOADED':
      return m.errors.unavailable();
    case 'RATE_LIMITED':
      return m.errors.rateLimited({ seconds: Math.max(1, problem.retryAfter) });
    case 'INTERNAL':
      return m.errors.internal();
    case 'UNAUTHENTICATED':
      return m.errors.signInFirst();
    case 'FORBIDDEN':
      return m.errors.notAllowed();
    case 'NOT_FOUND':
      return m.errors.notThere();
    case 'USERNAME_TAKEN':
      return m.errors.usernameTaken();
    case 'EMAIL_TAKEN':
      return m.errors.emailTaken();
    case 'LIMIT_REACHED':
      return m.errors.limitReached({ detail: problem.detail });
    default:
      return problem.field(problem.fields[0]?.field ?? '') ?? m.errors.invalid({ detail: problem.detail });
  }
}
