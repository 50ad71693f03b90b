import { randomUUID } from 'node:crypto';

/** The parts of the API's answers that the tests look at. */
export interface Post {
  id: string;
  text: string;
  author: { username: string };
  counts: { likes: number; reposts: number; replies: number };
}

export const password = 'a long walk in the rain';

/** Somebody with an account, who uses the API directly. */
export class Person {
  private constructor(
    readonly address: string,
    readonly id: string,
    readonly username: string,
    private readonly token: string,
  ) {}

  static async register(address: string, username: string, displayName = username): Promise<Person> {
    const body = { username, displayName, email: `${username}@example.org`, password };
    const account = await ask<{ user: { id: string }; accessToken: string }>(`${address}/v1/users`, 'POST', body);
    return new Person(address, account.user.id, username, account.accessToken);
  }

  /** Somebody who registered elsewhere, in the page for example. */
  static async signIn(address: string, username: string): Promise<Person> {
    const body = { login: username, password };
    const account = await ask<{ user: { id: string }; accessToken: string }>(`${address}/v1/sessions`, 'POST', body);
    return new Person(address, account.user.id, username, account.accessToken);
  }

  async post(text: string, replyToId?: string): Promise<Post> {
    return this.ask('POST', '/posts', replyToId === undefined ? { text } : { text, replyToId });
  }

  async follow(...others: Person[]): Promise<void> {
    for (const other of others) await this.ask('PUT', `/users/${other.id}/follow`);
  }

  async like(post: Post): Promise<void> {
    await this.ask('PUT', `/posts/${post.id}/like`);
  }

  async repost(post: Post): Promise<void> {
    await this.ask('PUT', `/posts/${post.id}/repost`);
  }

  async remove(post: Post): Promise<void> {
    await this.ask('DELETE', `/posts/${post.id}`);
  }

  async change(profile: Record<string, unknown>): Promise<void> {
    await this.ask('PATCH', '/me', profile);
  }

  async read(id: string): Promise<Post> {
    return this.ask('GET', `/posts/${id}`);
  }

  /** What this person has posted, newest first. */
  async posts(): Promise<Post[]> {
    const page = await this.ask<{ items: { post: Post }[] }>('GET', `/users/${this.id}/posts?replies=true&limit=100`);
    return page.items.map((item) => item.post);
  }

  async texts(): Promise<string[]> {
    return (await this.posts()).map((post) => post.text);
  }

  async replies(post: Post): Promise<Post[]> {
    return (await this.ask<{ items: Post[] }>('GET', `/posts/${post.id}/replies`)).items;
  }

  /** Ends every session of this person but this one. */
  async endOtherSessions(): Promise<void> {
    const sessions = await this.ask<{ items: { id: string; current?: boolean }[] }>('GET', '/sessions');
    for (const session of sessions.items.filter((one) => !one.current)) {
      await this.ask('DELETE', `/sessions/${session.id}`);
    }
  }

  ask<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    return ask<T>(`${this.address}/v1${path}`, method, body, this.token);
  }
}

async function ask<T>(url: string, method: string, body?: unknown, token?: string): Promise<T> {
  const headers: Record<string, string> = { 'Idempotency-Key': randomUUID() };
  if (token !== undefined) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}
