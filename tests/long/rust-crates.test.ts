import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compile } from '@carillon/catalog/compile';
import { personalCatalog, SECRETS } from '@carillon/catalog/testing';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const hasCargo = spawnSync('cargo', ['--version'], { stdio: 'ignore' }).status === 0;
if (!hasCargo) console.warn('cargo is not here (rustup.rs): the crates are neither compiled nor tested.');

const work = mkdtempSync(join(tmpdir(), 'carillon-crate-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** All tests share one target folder, outside of the sources: what is compiled once stays compiled. */
const cargo = (cwd: string, ...args: readonly string[]): string => {
  const CARGO_TARGET_DIR = process.env.CARGO_TARGET_DIR ?? join(ROOT, '.carillon', 'cargo');
  const env = { ...process.env, CARGO_TARGET_DIR };
  const { status, stdout, stderr } = spawnSync('cargo', args, { cwd, env, encoding: 'utf8' });
  expect(status, `cargo ${args.join(' ')}\n${stdout}\n${stderr}`).toBe(0);
  return stdout;
};

const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(work, file)), { recursive: true });
  writeFileSync(join(work, file), text);
};

/** Reads each example and looks at what Debug says of it. */
const DEBUG = `use carillon_events::events::result_received::ResultReceived;
use serde_json::Value;

#[test]
fn debug_shows_nothing_personal() {
    let schema = include_str!("../../../catalog/lab/result-received/v1.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    for example in schema["examples"].as_array().unwrap() {
        let event: ResultReceived = serde_json::from_value(example.clone()).unwrap();
        for secret in ${JSON.stringify(SECRETS)} {
            assert!(!format!("{event:?}").contains(secret), "{secret}");
        }
    }
}

#[test]
fn what_a_later_version_adds_is_passed_over() {
    let schema = include_str!("../../../catalog/lab/result-received/v1.json");
    let mut schema: Value = serde_json::from_str(schema).unwrap();
    schema["examples"][0]["data"]["addedLater"] = serde_json::json!({ "a": [1] });
    serde_json::from_value::<ResultReceived>(schema["examples"][0].clone()).unwrap();
}
`;

describe.skipIf(!hasCargo)('the crates', { timeout: 900_000 }, () => {
  it('hold their own tests, and each example of the catalog is read and written again', () => {
    const told = cargo(ROOT, 'test', '--release', '--workspace', '--locked', '--no-fail-fast');
    expect(told).toContain('test every_example_is_read_and_written_again ... ok');
    expect(told).toContain('test batch::tests::counts_each_event_once_however_often_it_comes ... ok');
  });

  it('can be written from another catalog too, and show nothing personal', async () => {
    const { value, diagnostics } = await compile(personalCatalog);
    expect(diagnostics).toEqual([]);
    for (const [file, text] of value?.files ?? []) if (file.startsWith('rust/')) write(`generated/${file}`, text);
    for (const [file, text] of personalCatalog.files) if (file.startsWith('catalog/')) write(file, text);
    write('generated/rust/tests/debug.rs', DEBUG);
    write('Cargo.toml', '[workspace]\nresolver = "3"\nmembers = ["generated/rust"]\n');
    copyFileSync(join(ROOT, 'Cargo.lock'), join(work, 'Cargo.lock'));
    const told = cargo(work, 'test', '--release');
    expect(told).toContain('test every_example_is_read_and_written_again ... ok');
    expect(told).toContain('test debug_shows_nothing_personal ... ok');
  });
});
