const LOOK_EVERY_MS = 250;

/** Looks again and again. @throws Error with what was seen last */
export const waitUntil = async <Seen>(
  what: string,
  look: () => Promise<Seen>,
  isThere: (seen: Seen) => boolean,
  withinMs = 60_000,
): Promise<Seen> => {
  const end = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (isThere(seen)) return seen;
    if (performance.now() > end) throw new Error(`${what} did not come: ${JSON.stringify(seen)?.slice(0, 600)}`);
    await new Promise((resume) => setTimeout(resume, LOOK_EVERY_MS));
  }
};
