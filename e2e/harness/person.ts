/** A person at a browser: the page by the names that a screen reader would use, and everything that went wrong on it. */
import { type BrowserContext, type Locator, type Page, expect } from '@playwright/test';

export class Person {
  readonly name: string;
  readonly page: Page;
  readonly #context: BrowserContext;
  /** Errors on the console, uncaught exceptions and breaches of the content security policy. */
  readonly problems: string[] = [];

  private constructor({ name, page, context }: { name: string; page: Page; context: BrowserContext }) {
    this.name = name;
    this.page = page;
    this.#context = context;
  }

  static async arrive(name: string, context: BrowserContext): Promise<Person> {
    const page = await context.newPage();
    const person = new Person({ name, page, context });
    page.on('pageerror', (error) => person.problems.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') person.problems.push(`console: ${message.text()}`);
    });
    return person;
  }

  get title(): Locator {
    return this.page.getByRole('textbox', { name: 'Title' });
  }

  get body(): Locator {
    return this.page.getByRole('textbox', { name: 'Document text' });
  }

  /** Begins with the word that says how it stands with saving. */
  get status(): Locator {
    return this.page.getByRole('group', { name: 'Saving' });
  }

  /** The others' carets, with their names. */
  caretOf(name: string): Locator {
    return this.body.locator('.caret').filter({ hasText: name });
  }

  async openList(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.page.getByRole('heading', { name: 'Documents' })).toBeVisible();
  }

  async openDocument(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.body).toBeEditable();
  }

  /** A new document, from the list; gives its address. */
  async startDocument(url: string): Promise<string> {
    await this.openList(url);
    await this.page.getByRole('button', { name: 'New document' }).first().click();
    await expect(this.body).toBeEditable();
    return this.page.url();
  }

  /** Takes the name that the others shall see. */
  async introduce(): Promise<void> {
    await this.page.getByRole('button', { name: /Change your name/ }).click();
    await this.page.getByRole('textbox', { name: 'Name', exact: true }).fill(this.name);
    await this.page.getByRole('button', { name: 'Save name' }).click();
    await expect(this.page.getByRole('button', { name: `You are ${this.name}. Change your name` })).toBeVisible();
  }

  /** The page's files are on the device, and its service worker is in charge. */
  async expectPageKept(): Promise<void> {
    await this.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  }

  /** Types at the end of the text. */
  async write(text: string): Promise<void> {
    await expect(this.body).toBeEditable();
    await this.body.focus();
    await this.page.keyboard.press('ControlOrMeta+End');
    await this.page.keyboard.type(text);
  }

  /** Inserts the first block that the menu of `/` has for this, where the caret is. */
  async insertBlock(asked: string): Promise<void> {
    await this.page.keyboard.type(`/${asked}`);
    // The menu's code comes after the page's; until it is there what is typed behind Enter would still be asked for.
    await expect(this.body).toHaveAttribute('aria-activedescendant', /./);
    await this.page.keyboard.press('Enter');
  }

  /** The text without the others' carets, a line for each block. */
  async text(): Promise<string> {
    return await this.body.evaluate((element) => {
      const copy = element.cloneNode(true) as Element;
      for (const caret of copy.querySelectorAll('.caret, .ProseMirror-widget')) caret.remove();
      return [...copy.children].map((block) => block.textContent ?? '').join('\n');
    });
  }

  async expectText(text: string): Promise<void> {
    await expect.poll(async () => await this.text()).toBe(text);
  }

  /** Everything that was typed is on the server's disk. */
  async expectSaved(): Promise<void> {
    await expect(this.status).toHaveText(/^Saved/);
  }

  /** Nothing of the page is wider than the window. */
  async expectToFit(): Promise<void> {
    const width = async (): Promise<number> => await this.page.evaluate(() => document.documentElement.scrollWidth);
    await expect.poll(width).toBeLessThanOrEqual(this.page.viewportSize()?.width ?? 0);
  }

  async leave(): Promise<void> {
    await this.#context.close();
  }
}
