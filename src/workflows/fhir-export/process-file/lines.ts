/** A line's bytes; `undefined` for one above the limit, whose bytes were let go. Lines count from 1. */
export interface Line {
  readonly line: number;
  readonly bytes: Uint8Array | undefined;
}

const NEWLINE = 0x0a;

/** The line under construction: never more of it in memory than the limit. */
class Gathering {
  private parts: Uint8Array[] = [];
  private length = 0;
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  get started(): boolean {
    return this.length > 0;
  }

  add(part: Uint8Array): void {
    this.length += part.byteLength;
    if (this.length > this.limit) this.parts = [];
    else if (part.byteLength > 0) this.parts.push(part);
  }

  take(): Uint8Array | undefined {
    const taken = this.length > this.limit ? undefined : Buffer.concat(this.parts);
    this.parts = [];
    this.length = 0;
    return taken;
  }
}

/** NDJSON (newline-delimited, UTF-8) cut into lines while it streams; whatever the chunks, memory holds one line. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, limitBytes: number): AsyncGenerator<Line> {
  const gathering = new Gathering(limitBytes);
  let line = 1;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      gathering.add(chunk.subarray(from, end));
      yield { line, bytes: gathering.take() };
      line += 1;
      from = end + 1;
    }
    gathering.add(chunk.subarray(from));
  }
  if (gathering.started) yield { line, bytes: gathering.take() };
}
