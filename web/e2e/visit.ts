import type { Locator, Page } from 'playwright-core';
import { type Setting, openBrowser } from './browser';
import { password } from './people';
import { Words } from './words';

const patience = 10_000;

/** A person at a page: what people do there, by the roles and names that the page promises. */
export class Visit {
  private constructor(
    readonly page: Page,
    private readonly words: Words,
  ) {}

  static async begin(setting: Setting = {}): Promise<Visit> {
    return new Visit(await openBrowser(setting), new Words(setting.language ?? 'en'));
  }

  /** The same person in another tab. */
  at(page: Page): Visit {
    return new Visit(page, this.words);
  }

  async end(): Promise<void> {
    await this.page.context().close();
  }

  field(name: string): Locator {
    return this.page.getByLabel(this.words.of(name)).filter({ visible: true });
  }

  button(name: string, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name: this.words.of(name) });
  }

  link(name: string): Locator {
    return this.page.getByRole('link', { name: this.words.of(name) }).filter({ visible: true });
  }

  /** The post with this text. */
  article(text: string): Locator {
    return this.page.getByRole('article').filter({ hasText: text }).first();
  }

  async go(address: string): Promise<void> {
    await this.page.goto(address);
  }

  async signUp(username: string): Promise<void> {
    await this.go('/welcome');
    await this.shown(this.field('Username'), 'Create account');
    await this.field('Username').fill(username);
    await this.field('Email').fill(`${username}@example.org`);
    await this.field('Password').fill(password);
    await this.submit('Create account', this.field('Username'));
    await this.home();
  }

  async signIn(username: string): Promise<void> {
    await this.go('/welcome');
    await this.shown(this.field('Name or email'), 'Sign in');
    await this.giveName(username);
    await this.home();
  }

  /** One is signed in, and can write. */
  async home(): Promise<void> {
    await this.writing().waitFor();
  }

  /** Where a new post is written. */
  writing(): Locator {
    return this.field("What's new?").first();
  }

  async giveName(username: string): Promise<void> {
    await this.field('Name or email').fill(username);
    await this.field('Password').fill(password);
    await this.submit('Sign in', this.field('Name or email'));
  }

  async signOut(): Promise<void> {
    await this.go('/settings');
    await this.button('Sign out').first().click();
    await this.confirm('Sign out');
  }

  async follow(username: string): Promise<void> {
    await this.go(`/@${username}`);
    await this.button('Follow').first().click();
    await this.button('Unfollow').first().waitFor();
  }

  async write(text: string): Promise<void> {
    await this.send(text);
    await this.sent(this.writing(), text);
  }

  /** Writes, and does not wait for what comes of it. */
  async send(text: string): Promise<void> {
    await this.go('/');
    await this.writing().fill(text);
    await this.submit('Post', this.writing());
  }

  async reply(to: Locator, text: string): Promise<void> {
    await this.button('Reply', to).click();
    const field = this.page.locator('textarea:focus');
    await field.fill(text);
    await this.submit('Reply', field);
    await this.button('Reply', to).waitFor();
  }

  async remove(post: Locator): Promise<void> {
    await this.button('Delete', post).click();
    await this.confirm('Delete');
  }

  /** Says yes if the page asks. */
  async confirm(name: string): Promise<void> {
    const dialog = this.page.getByRole('alertdialog').or(this.page.getByRole('dialog'));
    const asked = await dialog.waitFor({ timeout: 1_000 }).then(
      () => true,
      () => false,
    );
    if (asked) await this.button(name, dialog).click();
  }

  /** Nothing in the page shows it any more. */
  async gone(locator: Locator): Promise<void> {
    await locator.waitFor({ state: 'detached' });
  }

  /** Waits until something has become true. */
  async soon(what: () => Promise<void>): Promise<void> {
    for (const until = Date.now() + patience; ; await this.page.waitForTimeout(100)) {
      try {
        return await what();
      } catch (problem) {
        if (Date.now() > until) throw problem;
      }
    }
  }

  /** The server has it: the field is empty again. */
  async sent(field: Locator, text: string): Promise<void> {
    await this.soon(async () => {
      if ((await field.inputValue()) === text) throw new Error(`not sent: ${text}`);
    });
  }

  /** The button that belongs to a field: another one of its name may be elsewhere in the page. */
  private async submit(name: string, field: Locator): Promise<void> {
    const form = this.page.locator('form').filter({ has: field });
    await this.button(name, form).click();
  }

  /** A form may be behind a link, a tab or a button of its name. */
  private async shown(field: Locator, name: string): Promise<void> {
    const way = this.link(name)
      .or(this.button(name))
      .or(this.page.getByRole('tab', { name: this.words.of(name) }));
    await field.or(way).first().waitFor();
    if (!(await field.isVisible())) await way.first().click();
    await field.waitFor();
  }
}
