// Drives the studio in Debian's Chromium: waits for the map, chooses a grid, compares the panel with the server's figures, switches the
// language, and proves that no request leaves this machine. With --screenshot it also takes the picture of the README.
//
//   node e2e/studio.mjs [--screenshot FILE.png] [--size 1440x900] [--language en] [--theme response] [--grid CODE] [--close] -- wangge serve runs/liechtenstein
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const browserPath = process.env.WANGGE_CHROMIUM ?? '/usr/bin/chromium';
const browserArguments = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
];

function readArguments(words) {
  const split = words.indexOf('--');
  const options = { command: split < 0 ? [] : words.slice(split + 1), size: { width: 1440, height: 900 } };
  for (let i = 0; i < (split < 0 ? words.length : split); i += 1) {
    if (words[i] === '--screenshot') options.screenshot = words[(i += 1)];
    else if (words[i] === '--language') options.language = words[(i += 1)];
    else if (words[i] === '--theme') options.theme = words[(i += 1)];
    else if (words[i] === '--grid') options.grid = words[(i += 1)];
    else if (words[i] === '--close') options.close = true;
    else if (words[i] === '--size') {
      const [width, height] = words[(i += 1)].split('x').map(Number);
      options.size = { width, height };
    } else throw new Error(`unknown option ${words[i]}`);
  }
  assert(options.command.length > 0, 'name the command that serves a run, after --');
  return options;
}

/** Starts the server and reads its address from what it prints. */
function startServer([program, ...rest]) {
  const server = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const address = new Promise((resolve, reject) => {
    const listen = (text) => {
      said += text;
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      if (found) resolve(found[0]);
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    setTimeout(() => reject(new Error(`the server named no address: ${said}`)), 60000).unref();
  });
  const stop = () =>
    new Promise((resolve) => {
      server.on('exit', resolve);
      if (server.exitCode !== null) resolve(server.exitCode);
      else server.kill('SIGINT');
    });
  return { address, stop };
}

const digits = (text) => Number(text.replace(/[^\d.]/g, ''));
const figure = (page, id) => page.locator(`.grid-panel [data-figure="${id}"]`).innerText();
const mapIdle = (page) => page.waitForFunction(() => document.body.dataset.map === 'idle', null, { timeout: 20000 });

/** Clicks on the map until a grid is chosen, from the middle outwards: a town need not fill its frame. */
async function clickGrid(page, grids) {
  const canvas = await page.locator('.maplibregl-canvas').boundingBox();
  for (const [x, y] of [
    [0.5, 0.5],
    [0.45, 0.45],
    [0.55, 0.6],
    [0.5, 0.35],
    [0.4, 0.55],
    [0.6, 0.4],
  ]) {
    await page.mouse.click(canvas.x + canvas.width * x, canvas.y + canvas.height * y);
    const panel = page.locator('.grid-panel[data-code]');
    if (
      await panel.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      )
    )
      return panel.getAttribute('data-code');
  }
  throw new Error(`no click on the map chose one of the ${grids.length} grids`);
}

async function comparePanel(page, address, code) {
  const grid = await (await fetch(`${address}api/grid/${encodeURIComponent(code)}`)).json();
  assert.equal(digits(await figure(page, 'households')), grid.households);
  assert.equal(digits(await figure(page, 'residents')), grid.residents);
  assert.equal(digits(await figure(page, 'buildings')), grid.buildings);
  assert.equal(digits(await figure(page, 'compactness')), Number(grid.compactness.toFixed(2)));
  const area = await figure(page, 'area_m2');
  const unit = /公顷|ha/.test(area) ? 1e4 : 1e6;
  assert(Math.abs(digits(area) * unit - grid.area_m2) <= unit * 0.051, `${area} is not ${grid.area_m2} m2`);
  const response = grid.simulation?.response_mean;
  if (response !== undefined) {
    assert(Math.abs(digits(await figure(page, 'response_mean')) - response) <= (response < 100 ? 0.0501 : 0.501));
  }
  if (grid.coverage?.households_share !== undefined)
    assert(Math.abs(digits(await figure(page, 'households_share')) - 100 * grid.coverage.households_share) < 0.11);
  for (const post of grid.posts) assert((await figure(page, 'posts')).includes(post.name || post.post));
  if (grid.reason) {
    const language = await page.evaluate(() => (document.documentElement.lang.startsWith('zh') ? 'zh' : 'en'));
    assert((await figure(page, 'valid')).includes(grid.reason[language]));
  }
  return grid;
}

async function visit(page, address, options) {
  await page.goto(`${address}?lang=${options.language ?? 'zh'}`);
  await page.locator('.maplibregl-canvas').waitFor();
  await mapIdle(page);
  const grids = await (await fetch(`${address}api/grids`)).json();

  const code = await clickGrid(page, grids);
  await comparePanel(page, address, code);

  const before = await page.locator('.panel.right').innerText();
  await page.locator('button.language').click();
  await page.locator('.grid-panel[data-code]').waitFor();
  const after = await page.locator('.panel.right').innerText();
  assert.notEqual(after, before, 'the language switch changed nothing');
  const english = options.language === 'en' ? before : after;
  const chinese = options.language === 'en' ? after : before;
  assert(english.includes('Households') && chinese.includes('户数'));
  await comparePanel(page, address, code);
  await page.locator('button.language').click();

  // Without the mouse: back to the list, down to the next grid, choose it.
  await page.keyboard.press('Escape');
  await page.locator('.grid-rows button').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator(`.grid-panel[data-code="${grids[Math.min(1, grids.length - 1)].code}"]`).waitFor();
  await comparePanel(page, address, grids[Math.min(1, grids.length - 1)].code);

  for (const name of ['households', 'response', 'utilisation', 'grids']) {
    const choice = page.locator(`input[name="theme"][value="${name}"]`);
    if ((await choice.count()) > 0) await choice.check({ force: true });
    assert((await page.locator('.legend li').count()) > 0, `theme ${name} has no legend`);
  }
}

/** A run as one would look at it: a grid chosen, close enough to see what is there. */
async function pose(page, address, options) {
  await page.keyboard.press('Escape');
  if (options.theme) await page.locator(`input[name="theme"][value="${options.theme}"]`).check({ force: true });
  const grids = await (await fetch(`${address}api/grids`)).json();
  const code = options.grid ?? [...grids].sort((a, b) => b.households - a.households)[0].code;
  await page.locator(`.grid-rows button[data-code="${code}"]`).click();
  await page.locator(`.grid-panel[data-code="${code}"]`).waitFor();
  if (options.close) await page.locator('.grid-panel .primary').click();
  await page.mouse.move(4, 200);
  await page.waitForTimeout(1200);
  await mapIdle(page);
  await page.screenshot({ path: options.screenshot });
}

const options = readArguments(process.argv.slice(2));
if (!existsSync(browserPath)) throw new Error(`${browserPath} is absent: install the package chromium`);
const profile = mkdtempSync(join(tmpdir(), 'wangge-studio-'));
const server = startServer(options.command);
let context;
try {
  const address = await server.address;
  context = await chromium.launchPersistentContext(profile, {
    executablePath: browserPath,
    headless: true,
    args: browserArguments,
    viewport: options.size,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const strangers = [];
  const complaints = [];
  let requests = 0;
  context.on('request', (request) => {
    requests += 1;
    if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url())) strangers.push(request.url());
  });
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await visit(page, address, options).catch(async (error) => {
    await page.screenshot({ path: join(tmpdir(), 'wangge-studio-failed.png') });
    throw new Error([error.stack, ...complaints, ...strangers].join('\n'));
  });
  if (options.screenshot) await pose(page, address, options);
  assert.deepEqual(strangers, [], 'requests left this machine');
  assert.deepEqual(complaints, [], 'the page complained');
  console.log(`studio: ok, ${requests} requests, all to ${address}`);
} finally {
  await context?.close();
  const code = await server.stop();
  rmSync(profile, { recursive: true, force: true });
  if (code !== 0) {
    console.error(`the server ended with ${code}`);
    process.exitCode = 1;
  }
}
