import { describe, expect, it } from 'vitest';
import { helpOf, parse } from './command.ts';
import { commands } from './main.ts';

const named = async (name: string) => {
  const command = await commands[name]?.();
  if (command === undefined) throw new Error(`there is no command ${name}`);
  return command;
};

describe('an option of another action', () => {
  it.each([
    ['consumer new x --to Y --settle 5', 'consumer new takes no --settle, which is for consumer catch-up.'],
    ['consumer new x --to Y --force', 'consumer new takes no --force, which is for consumer remove.'],
    ['consumer remove x --from 2026-11-01', '--from, which is for consumer new and consumer catch-up.'],
    ['consumer new x --to Y --profile prod', '--profile, which is for consumer catch-up.'],
    ['event version X --domain order', 'event version takes no --domain, which is for event new.'],
    ['catalog rules --against x', 'catalog rules takes no --against, which is for catalog diff.'],
    ['catalog build --sarif', '--sarif, which is for catalog check.'],
    ['catalog check --check', '--check, which is for catalog build.'],
    ['catalog diff --archive x', '--archive, which is for catalog drift.'],
    ['dlq redrive x --limit 3', '--limit, which is for dlq show.'],
    ['runs show x --limit 3', '--limit, which is for runs list.'],
    ['events tail --dry-run', '--dry-run, which is for events replay.'],
    ['events replay --to x --for 3', '--for, which is for events tail.'],
  ])('is refused: %s', async (line, told) => {
    const [name = '', ...argv] = line.split(' ');
    const command = await named(name);
    expect(() => parse(command, argv)).toThrow(told);
    expect(() => parse(command, argv)).toThrow(`carillon ${name} --help`);
    expect(() => parse(command, [...argv, '--help'])).not.toThrow();
  });

  it.each([
    'consumer new x --to Y --where {} --from 2026-11-01',
    'consumer catch-up x --from 2026-11-01 --settle 0 --profile prod',
    'catalog drift --archive x --region eu-west-1',
    'events tail --from 2026-11-01 --for 3',
  ])('is not one of its own: %s', async (line) => {
    const [name = '', ...argv] = line.split(' ');
    expect(parse(await named(name), argv).positionals[0]).toBe(argv[0]);
  });

  it('is left to the command where the action is none', async () => {
    expect(parse(await named('consumer'), ['nwe', 'x', '--to', 'Y']).given.to).toBe('Y');
  });

  it('is told from the others by the help', async () => {
    expect(helpOf(await named('consumer'))).toMatch(/--settle <s> +catch-up: How long/);
    expect(helpOf(await named('consumer'))).toMatch(/--from <time> +new, catch-up: /);
  });

  it.each(Object.keys(commands))('names actions that there are: %s', async (name) => {
    const { actions = [], options } = await named(name);
    const only = Object.values(options).flatMap((option) => option.only ?? []);
    expect(only.filter((action) => !actions.includes(action))).toEqual([]);
  });
});
