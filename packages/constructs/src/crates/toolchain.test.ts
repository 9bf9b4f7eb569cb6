import { describe, expect, it } from 'vitest';
import { findToolchain, type Machine, NoToolchainError, type Toolchain } from './toolchain.ts';

const RUSTUP = '/rustup/lib/rustlib/aarch64-unknown-linux-gnu/lib';
const DEBIAN = '/usr/lib/rustlib/aarch64-unknown-linux-gnu/lib';
const UNPACKED = '/project/.carillon/rust-std/usr/lib/rustlib/aarch64-unknown-linux-gnu/lib';

interface Has {
  /** Commands that answer, as far as they are asked here. */
  readonly commands: readonly string[];
  readonly folders: readonly string[];
  readonly system?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

const machineOf = ({ commands, folders, system = 'linux x64', variables = {} }: Has): Machine => ({
  system,
  variables,
  exists: (path) => folders.includes(path),
  ask(command, ...args) {
    if (!commands.includes(command)) return undefined;
    if (args.includes('target-libdir')) return command === '/usr/bin/rustc' ? DEBIAN : RUSTUP;
    return `${command} 1`;
  },
});

const found = (has: Has): Toolchain => findToolchain('/project', machineOf(has));

describe('the toolchain for the functions', () => {
  const rustup = { commands: ['cargo', 'rustc', 'aarch64-linux-gnu-gcc'], folders: [RUSTUP] };

  it('links with zig before all else: it knows the libc of the functions', () => {
    const { name, args, env } = found({ ...rustup, commands: [...rustup.commands, 'cargo-zigbuild'] });
    expect(name).toBe('rustc 1, cargo-zigbuild 1');
    expect(args).toEqual(['zigbuild', '--release', '--target', 'aarch64-unknown-linux-gnu.2.34']);
    expect(env).toEqual({});
  });

  it("links with Debian's cross compiler", () => {
    expect(found(rustup).env).toEqual({
      CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER: 'aarch64-linux-gnu-gcc',
      CC_aarch64_unknown_linux_gnu: 'aarch64-linux-gnu-gcc',
    });
  });

  it('links with what the environment names, or on such a machine with its own', () => {
    const variables = { CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER: 'ld.lld' };
    const bare = { commands: ['cargo', 'rustc'], folders: [RUSTUP] };
    expect(found({ ...bare, variables }).name).toContain('ld.lld');
    expect(found({ ...bare, system: 'linux arm64' }).args).toEqual([
      'build',
      '--release',
      '--target',
      'aarch64-unknown-linux-gnu',
    ]);
  });

  it("compiles with Debian's compiler where the other one lacks the library", () => {
    const commands = ['cargo', 'rustc', '/usr/bin/rustc', 'aarch64-linux-gnu-gcc'];
    const installed = found({ commands, folders: [DEBIAN] });
    expect(installed.env).toMatchObject({ RUSTC: '/usr/bin/rustc' });
    expect(installed.env).not.toHaveProperty('CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUSTFLAGS');
    const unpacked = found({ commands, folders: [UNPACKED] });
    expect(unpacked.env).toMatchObject({
      RUSTC: '/usr/bin/rustc',
      CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUSTFLAGS: `-L ${UNPACKED}`,
    });
  });

  it.each([
    [{ commands: [], folders: [] }, 'cargo is not installed'],
    [{ commands: ['cargo', 'rustc'], folders: [] }, 'No compiler here has the standard library'],
    // The unpacked library belongs to Debian's compiler and to no other.
    [{ commands: ['cargo', 'rustc'], folders: [UNPACKED] }, 'No compiler here has the standard library'],
    [{ commands: ['cargo', 'rustc'], folders: [RUSTUP] }, 'no linker'],
  ])('is refused with the fix where a part is missing (%#)', (has, reason) => {
    expect(() => found(has)).toThrow(NoToolchainError);
    expect(() => found(has)).toThrow(reason);
    expect(() => found(has)).toThrow('rustup target add aarch64-unknown-linux-gnu && cargo install cargo-zigbuild');
  });
});
