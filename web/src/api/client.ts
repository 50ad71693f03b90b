/** The public API, typed by its own description. Every request of the page passes through here. */
import createClient from 'openapi-fetch';
import { learnServerTime } from '../language/time';
import { needsRenewal, renew } from '../session/renew';
import { session } from '../session/session';
import { Problem, problemOf } from './problem';
import type { components, paths } from '../generated/api';

export type Post = components['schemas']['Post'];
export type User = components['schemas']['User'];
export type FeedItem = components['schemas']['FeedItem'];
export type Relationship = components['schemas']['Relationship'];
export type Tombstone = components['schemas']['Tombstone'];

const patience = 20_000; // milliseconds until an answer is given up

export const api = createClient<paths>({ baseUrl: location.origin, fetch: send });

/** An answer's content, or a `Problem`. */
export async function ask<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  try {
    const { data, error, response } = await call;
    if (response.ok) return data as T;
    throw described(error, response);
  } catch (error) {
    throw problemOf(error);
  }
}

async function send(request: Request): Promise<Response> {
  if (needsRenewal()) await renewed(request);
  const before = session()?.expiresAt;
  const again = request.clone(); // a body can be read once
  const response = await fetch(signed(request));
  learnServerTime(response.headers.get('Date'));
  if (response.status !== 401 || before === undefined || !(await renewed(request, before))) return response;
  return fetch(signed(again));
}

/** Without a connection what was seen can still be read, whatever became of the token. */
async function renewed(request: Request, refused?: number): Promise<boolean> {
  try {
    return await renew(refused);
  } catch (error) {
    if (request.method !== 'GET') throw error;
    return false;
  }
}

function signed(request: Request): Request {
  const headers = new Headers(request.headers);
  const now = session();
  if (now !== null && request.method !== 'GET') headers.set('X-CSRF-Token', now.csrfToken);
  return new Request(request, { headers, signal: AbortSignal.any([request.signal, AbortSignal.timeout(patience)]) });
}

function described(error: unknown, response: Response): Problem {
  const retryAfter = Number(response.headers.get('Retry-After') ?? 0);
  if (typeof error !== 'object' || error === null || !('code' in error)) {
    return new Problem(response.status >= 500 ? 'UNAVAILABLE' : 'INTERNAL', '', [], retryAfter); // a proxy's own page
  }
  const problem = error as components['schemas']['Problem'];
  return new Problem(problem.code, problem.detail, problem.errors, retryAfter);
}
