import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoPlayed, type StandingCarillon, standingCarillon } from './standing-carillon.ts';

const CHROMIUM = '/usr/bin/chromium';
const SCREENSHOTS = fileURLToPath(new URL('../../.carillon/screenshots/', import.meta.url));
const WIDTHS = [1280, 390];

interface Watched {
  readonly page: Page;
  readonly width: number;
  /** What the browser complained of: scripts, refused loads, a broken policy. */
  readonly complaints: string[];
}

const watch = async (browser: Browser, width: number, endpoint: string): Promise<Watched> => {
  const page = await browser.newPage({ viewport: { width, height: width > 600 ? 900 : 844 } });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
  await page.goto(`${endpoint}/console/`);
  return { page, width, complaints };
};

const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const picture = ({ page, width }: Watched, moment: string): Promise<Buffer> =>
  page.screenshot({ path: `${SCREENSHOTS}${moment}-${width}.png`, fullPage: true });

const tile = (page: Page, name: string): Promise<number> =>
  page
    .locator('.tile', { hasText: name })
    .locator('b')
    .innerText()
    .then((text) => Number(text.replaceAll(',', '')));

/** How often an event was published, by the table of events. */
const countOf = (page: Page, event: string): Promise<number> =>
  page
    .locator('#event-counts tr', { hasText: event })
    .locator('td')
    .innerText()
    .then((text) => Number(text.replaceAll(',', '')));

describe.skipIf(!existsSync(CHROMIUM))('the page in Chromium', () => {
  let cloud: StandingCarillon;
  let browser: Browser;
  const watched: Watched[] = [];

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    cloud = await standingCarillon('--speed', '20');
    for (const width of WIDTHS) watched.push(await watch(browser, width, cloud.endpoint));
  });
  afterAll(async () => {
    await browser?.close();
    await cloud?.stop();
  });

  it('shows a run while it goes on, live', async () => {
    for (const each of watched) {
      const { page } = each;
      await page.locator('#link[data-state=open]').waitFor();
      await page.locator('.run[data-status=RUNNING] .step.now').first().waitFor({ timeout: 60_000 });
      await page.locator('#latest li .type').first().waitFor({ timeout: 60_000 });
      await picture(each, 'during');
      expect(await overflow(page), `scrolls sideways at ${each.width}`).toBeLessThanOrEqual(0);
    }
  });

  it('shows both runs after the demo, what happened last and the counts', async () => {
    await demoPlayed(cloud);
    for (const each of watched) {
      const { page } = each;
      await page.locator('.run[data-status=COMPLETED]').nth(1).waitFor({ timeout: 30_000 });
      expect(await page.locator('.run[data-status=COMPLETED] .step.done').count()).toBeGreaterThanOrEqual(10);
      expect(await page.locator('#latest li .type').count()).toBeGreaterThan(5);
      await picture(each, 'after');
      expect(await tile(page, 'events published')).toBeGreaterThan(300);
      expect(await countOf(page, 'FhirResourceChanged')).toBeGreaterThan(200);
      expect(await tile(page, 'archive objects')).toBeGreaterThan(10);
      expect(await tile(page, 'WebSocket messages')).toBeGreaterThan(10);
      expect(await tile(page, 'dead letters')).toBe(0);
      expect(await overflow(page), `scrolls sideways at ${each.width}`).toBeLessThanOrEqual(0);
      expect(each.complaints).toEqual([]);
    }
  });

  it('keeps the token out of its address and its text', async () => {
    for (const { page } of watched) {
      expect(page.url()).toBe(`${cloud.endpoint}/console/`);
      expect(await page.content()).not.toMatch(/eyJ[A-Za-z0-9_-]{20}/);
    }
  });

  it('says so when the cloud is gone', async () => {
    const code = await cloud.stop();
    expect(code).toBe(0);
    for (const each of watched) {
      await each.page.locator('#link[data-state=closed]').waitFor();
      await picture(each, 'gone');
    }
  });
});
