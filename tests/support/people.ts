/** What people do on their phones, by the words on the screen. */
import type { Page } from 'playwright-core';
import { Phone, type PhoneOptions } from './phone.ts';

/** Starts a community on a fresh phone. */
export async function founder(url: string, name: string, options?: PhoneOptions): Promise<Phone> {
  const phone = await Phone.start(url, options);
  const { page } = phone;
  await page.getByRole('button', { name: 'English', exact: true }).click();
  await page.getByRole('button', { name: 'Start a community' }).click();
  await page.getByLabel('What is your community called?').fill('Lantern Street');
  await page.getByLabel('What are you called?').fill(name);
  await page.getByRole('button', { name: 'Start a community' }).click();
  await page.getByText(`Hello ${name}`).waitFor();
  return phone;
}

/** A link for one newcomer. */
export async function invitation(page: Page): Promise<string> {
  await go(page, '/people');
  await page.getByRole('link', { name: 'Invite' }).click();
  await page.getByRole('button', { name: /Make a code/ }).click();
  const link = await page.locator('[data-invitation]').getAttribute('data-invitation');
  if (link === null) throw new Error('no invitation was made');
  return link;
}

/** Follows the link on a fresh phone and waits to be let in. */
export async function newcomer(link: string, name: string, options?: PhoneOptions): Promise<Phone> {
  const url = new URL(link);
  const phone = await Phone.start(url.origin, options);
  await followLink(phone.page, link, name);
  await phone.page.getByText(`Hello ${name}`).waitFor();
  return phone;
}

export async function followLink(page: Page, link: string, name: string): Promise<void> {
  const url = new URL(link);
  await page.goto(`${url.origin}/${url.hash}`);
  await page.getByLabel('What are you called?').fill(name);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
}

/** Three taps: ask, the picture, post. */
export async function ask(page: Page, what: string, words: string): Promise<void> {
  await go(page, '/needs');
  await page.getByRole('link', { name: 'Ask' }).click();
  await page.getByRole('button', { name: what, exact: true }).click();
  await page.getByLabel('A word about it').fill(words);
  await page.getByRole('button', { name: 'Post' }).click();
  await page.getByRole('tab', { name: 'Past' }).waitFor();
  await page.getByText('Saved. Your neighbours will see it.').first().waitFor();
}

export async function openNeed(page: Page, words: string): Promise<void> {
  await go(page, '/needs');
  await page.getByRole('link', { name: words }).click();
  await page.getByRole('heading', { name: 'What happened' }).waitFor();
}

export async function takeOn(page: Page, words: string): Promise<void> {
  await openNeed(page, words);
  await page.getByRole('button', { name: /Take this on|help as backup/ }).click();
  await page.getByText('Saved: you have asked to take this on').waitFor();
}

/** Goes to a screen the way the app's own links do. */
export async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    const link = document.createElement('a');
    link.href = to;
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
}

/** The titles of the needs in the list, in order. */
export async function needsOn(page: Page): Promise<string[]> {
  await go(page, '/needs');
  await page.getByRole('tab', { name: 'Needs' }).waitFor();
  return page.locator('.card strong').allInnerTexts();
}
