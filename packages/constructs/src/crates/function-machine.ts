/** The functions' machine: arm64, and the libc of Amazon Linux 2023, which `provided.al2023` is made of. */
export const TARGET = 'aarch64-unknown-linux-gnu';

/** "Comparing AL2 and AL2023": glibc 2.34. A program that asks for a later one does not start. */
export const GLIBC = '2.34';
